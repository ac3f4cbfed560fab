// Asks the model for JSON of a kind. Promises: what comes back has been checked; an answer that cannot be used
// is sent back once with its problems; nothing a model writes is obeyed, fetched or passed on unchecked. Takes
// two calls at most, each with its own time. Failures of the server are ModelErrors.
import type { z } from 'zod';
import type { CallOptions, Message, ModelClient } from '#integrations/model/model-client.js';
import type { WrittenKind } from './answers/answer-schemas.js';
import { readAnswer, type Reading } from './answers/read-answer.js';
import type { Meter } from './meter.js';
import { firstMessages, repairMessages } from './prompts.js';

/** Lively, yet the same seed gives much the same. */
const TEMPERATURE = 0.7;

export interface Question<T> {
  readonly kind: WrittenKind;
  /** Shape of the answer. */
  readonly schema: z.ZodType<T>;
  readonly brief: object;
  readonly seed: number;
  readonly call: CallOptions;
}

export interface Asking {
  readonly model: ModelClient;
  readonly meter: Meter;
}

interface Round<T> {
  readonly written: string;
  readonly reading: Reading<T>;
}

const round = async <T>(
  { model, meter }: Asking,
  { schema, seed, call }: Question<T>,
  messages: readonly Message[],
): Promise<Round<T>> => {
  const { content, cut, usage } = await model.chat({ ...call, messages, seed, temperature: TEMPERATURE });
  meter.add(usage);
  const reading = readAnswer(content, schema);
  if (reading.ok || !cut) return { written: content, reading };
  const problems = ['the answer was cut off: give a shorter one', ...reading.problems];
  return { written: content, reading: { ok: false, problems } };
};

/** The second question of an effect has a key of its own: it is not the first one again. */
const repairCall = ({ idempotencyKey, requestId, signal }: CallOptions): CallOptions => ({
  idempotencyKey: `${idempotencyKey}.repair`,
  requestId: `${requestId}.repair`,
  signal,
});

export interface Asked<T> {
  readonly answer: T;
  /** It took a second answer. */
  readonly repaired: boolean;
}

/** The answer, or undefined when the second one was no better than the first. */
export const ask = async <T>(asking: Asking, question: Question<T>): Promise<Asked<T> | undefined> => {
  const opening = firstMessages(question.kind, question.brief);
  const { written, reading } = await round(asking, question, opening);
  if (reading.ok) return { answer: reading.answer, repaired: false };
  const messages = [...opening, ...repairMessages(written, reading.problems)];
  const second = await round(asking, { ...question, call: repairCall(question.call) }, messages);
  return second.reading.ok ? { answer: second.reading.answer, repaired: true } : undefined;
};
