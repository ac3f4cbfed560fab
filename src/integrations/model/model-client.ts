import { readChatAnswer, readImageAnswer, type ChatAnswer } from './answers.js';
import type { ModelSettings } from './model-settings.js';
import { postJson } from './post-json.js';

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface CallOptions {
  /** The same for the same question of the same effect, however often it is asked: a server that knows it answers once. */
  readonly idempotencyKey: string;
  /** Another one for every try, for the logs of both sides. */
  readonly requestId: string;
  readonly signal: AbortSignal;
}

export interface ChatRequest extends CallOptions {
  readonly messages: readonly Message[];
  readonly seed: number;
  readonly temperature: number;
}

export interface ImageRequest extends CallOptions {
  readonly prompt: string;
  readonly size: string;
  readonly style: string | undefined;
}

/** An OpenAI-compatible model server. Every failure is a `ModelError`. */
export interface ModelClient {
  /** Name of the model that answers `chat`, and of the one that answers `image`. */
  readonly model: string;
  readonly imageModel: string;
  /** Longest time of one call. Milliseconds. */
  readonly timeoutMs: number;
  /** A completion that is JSON text if the model does as it is told. */
  chat(request: ChatRequest): Promise<ChatAnswer>;
  /** One picture in base64, of whatever format the server makes. */
  image(request: ImageRequest): Promise<string>;
}

/** The largest design to refine, 400,000 characters, comes back twice in it: as objects and as components. */
const CHAT_BYTES = 4 * 1024 * 1024;
const IMAGE_BYTES = 12 * 1024 * 1024;

/** A client without state: nothing to close. `outgoing`: headers that say which trace a call is of. */
export const createModelClient = (
  settings: ModelSettings,
  outgoing: () => Readonly<Record<string, string>> = () => ({}),
): ModelClient => {
  const { baseUrl, apiKey, model, imageModel, timeoutMs } = settings;
  const post = (
    path: string,
    options: CallOptions,
    rest: { body: unknown; limit: number },
  ): Promise<unknown> =>
    postJson({
      url: `${baseUrl}/${path}`,
      headers: {
        ...outgoing(),
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        'idempotency-key': options.idempotencyKey,
        'x-client-request-id': options.requestId,
      },
      timeoutMs,
      signal: options.signal,
      ...rest,
    });
  return {
    model,
    imageModel,
    timeoutMs,
    chat: async (request) => {
      const { messages, seed, temperature } = request;
      const body = { model, seed, temperature, response_format: { type: 'json_object' }, messages };
      return readChatAnswer(await post('chat/completions', request, { body, limit: CHAT_BYTES }));
    },
    image: async (request) => {
      const { prompt, size, style } = request;
      const body = { model: imageModel, prompt, size, style, n: 1, response_format: 'b64_json' };
      return readImageAnswer(await post('images/generations', request, { body, limit: IMAGE_BYTES }));
    },
  };
};
