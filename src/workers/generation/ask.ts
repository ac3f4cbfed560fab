// Asks the model for JSON of a kind. Promises: what comes back has been checked; an answer that cannot be used
// is sent back once with its problems; nothing a model writes is obeyed, fetched or passed on unchecked. Takes
// two calls at most, each with its own time. Failures of the server are ModelErrors.
import type { CallOptions, Message, ModelClient } from '#integrations/model/model-client.js';
import { ANSWERS, type Answer, type WrittenKind } from './answers/answer-schemas.js';
import { readAnswer, type Reading } from './answers/read-answer.js';
import type { Meter } from './meter.js';
import { firstMessages, repairMessages } from './prompts.js';

/** Lively, yet the same seed gives much the same. */
const TEMPERATURE = 0.7;

export interface Question<K extends WrittenKind> {
  readonly kind: K;
  readonly brief: object;
  readonly seed: number;
  readonly call: CallOptions;
}

interface Round<K extends WrittenKind> {
  readonly written: string;
  readonly reading: Reading<Answer<K>>;
}

interface Asking {
  readonly model: ModelClient;
  readonly meter: Meter;
}

const round = async <K extends WrittenKind>(
  { model, meter }: Asking,
  question: Question<K>,
  messages: readonly Message[],
): Promise<Round<K>> => {
  const { kind, seed, call } = question;
  const { content, cut, usage } = await model.chat({ ...call, messages, seed, temperature: TEMPERATURE });
  meter.add(usage);
  const reading = readAnswer<Answer<K>>(content, ANSWERS[kind]);
  if (reading.ok || !cut) return { written: content, reading };
  const problems = ['the answer was cut off: give a shorter one', ...reading.problems];
  return { written: content, reading: { ok: false, problems } };
};

/** The answer, or undefined when the second one was no better than the first. */
export const ask = async <K extends WrittenKind>(
  asking: Asking,
  question: Question<K>,
): Promise<{ readonly answer: Answer<K>; readonly repaired: boolean } | undefined> => {
  const opening = firstMessages(question.kind, question.brief);
  const first = await round(asking, question, opening);
  if (first.reading.ok) return { answer: first.reading.answer, repaired: false };
  const { idempotencyKey, requestId } = question.call;
  const again = {
    ...question.call,
    idempotencyKey: `${idempotencyKey}.repair`,
    requestId: `${requestId}.repair`,
  };
  const messages = [...opening, ...repairMessages(first.written, first.reading.problems)];
  const second = await round(asking, { ...question, call: again }, messages);
  return second.reading.ok ? { answer: second.reading.answer, repaired: true } : undefined;
};
