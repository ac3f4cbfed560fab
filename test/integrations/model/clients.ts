import { createModelClient, type ChatRequest, type ModelClient } from '#integrations/model/model-client.js';
import { ModelError } from '#integrations/model/model-error.js';
import type { ModelSettings } from '#integrations/model/model-settings.js';

export const KEY = 'sk-canary-0123456789';

export const clientFor = (baseUrl: string, settings: Partial<ModelSettings> = {}): ModelClient =>
  createModelClient({
    baseUrl,
    apiKey: KEY,
    model: 'scripted-1',
    imageModel: 'scripted-image-1',
    timeoutMs: 20_000,
    ...settings,
  });

export const PROMPT = 'a menu with a canary prompt';

export const chatRequest = (rest: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: 'user', content: PROMPT }],
  seed: 7,
  temperature: 0.7,
  idempotencyKey: 'generate.42',
  requestId: 'generate.42.1',
  signal: new AbortController().signal,
  ...rest,
});

/** The ModelError a call fails with. */
export const failureOf = async (call: Promise<unknown>): Promise<ModelError> => {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ModelError) return error;
  throw new Error('The call did not fail with a ModelError.', { cause: error });
};
