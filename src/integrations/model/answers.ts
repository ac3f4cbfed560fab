// What is read of the answers of an OpenAI-compatible server. Everything else in them is left where it is.
import { z } from 'zod';
import { ModelError } from './model-error.js';

/** More than any model of this kind takes: a larger number is not a count of tokens. */
const tokens = z.int().min(0).max(10_000_000);

const usage = z
  .object({ prompt_tokens: tokens, completion_tokens: tokens })
  .transform((counted) => ({ tokensIn: counted.prompt_tokens, tokensOut: counted.completion_tokens }));

const chatAnswer = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: usage.nullish().catch(null),
});

const imageAnswer = z.object({ data: z.array(z.object({ b64_json: z.string().nullish() })).min(1) });

export interface TokenUsage {
  readonly tokensIn: number;
  readonly tokensOut: number;
}

export interface ChatAnswer {
  /** What the model wrote; empty when it did something else, such as calling a tool. */
  readonly content: string;
  /** The model was stopped in the middle. */
  readonly cut: boolean;
  /** Null when the server does not count. */
  readonly usage: TokenUsage | null;
}

const garbled = (): ModelError => new ModelError('temporary', 'model_answer_garbled');

/** The first choice of a chat completion. Throws `ModelError`. */
export const readChatAnswer = (body: unknown): ChatAnswer => {
  const answer = chatAnswer.safeParse(body);
  const [choice] = answer.data?.choices ?? [];
  if (!answer.success || !choice) throw garbled();
  const { finish_reason: finish, message } = choice;
  const refused = typeof message.refusal === 'string' && message.refusal !== '';
  if (refused || finish === 'content_filter') throw new ModelError('blocked', 'model_content_filter');
  return { content: message.content ?? '', cut: finish === 'length', usage: answer.data.usage ?? null };
};

/** The first picture in base64; empty when the server sent an address instead. Throws `ModelError`. */
export const readImageAnswer = (body: unknown): string => {
  const answer = imageAnswer.safeParse(body);
  if (!answer.success) throw garbled();
  return answer.data.data[0]?.b64_json ?? '';
};
