// Random operations, and how each is done to a real server and to the model.

import fc from 'fast-check';
import {
  BACKWARDS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  jsonEvent,
  type EventData,
  type EventStoreDBClient,
  type ExpectedRevision,
} from '@eventstore/db-client';
import { all, revisions } from '../support.js';
import type { Answer, Expectation, Limits, LogModel } from './log-model.js';

const NAMES = ['one', 'two', 'three'] as const;

export type Operation =
  | {
      readonly kind: 'append';
      readonly name: string;
      readonly expected: Expectation;
      readonly count: number;
      /** In a call of its own instead of the shared one. */
      readonly unary: boolean;
    }
  /** The `nth` append to the stream again, perhaps with another expectation or one event more. */
  | {
      readonly kind: 'repeat';
      readonly name: string;
      readonly nth: number;
      readonly expected: Expectation | 'same';
      readonly oneMore: boolean;
    }
  | { readonly kind: 'limit'; readonly name: string; readonly limits: Limits }
  | {
      readonly kind: 'delete';
      readonly name: string;
      readonly expected: Expectation;
      readonly forever: boolean;
    }
  | { readonly kind: 'read'; readonly name: string; readonly from: number; readonly limit: number }
  | { readonly kind: 'restart' };

const name = fc.constantFrom(...NAMES);
const named = fc.constantFrom<Expectation>('any', 'no_stream', 'stream_exists');
const expected: fc.Arbitrary<Expectation> = fc.oneof({ weight: 2, arbitrary: named }, fc.nat(8));
const withoutExists = expected.map((value) => (value === 'stream_exists' ? 'any' : value));
const limits = fc.oneof(
  fc.record({ maxCount: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ truncateBefore: fc.nat(12) }),
  fc.constant({}),
);

const oneOperation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      ...{ name, expected, count: fc.integer({ min: 1, max: 4 }), unary: fc.boolean() },
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ kind: fc.constant('repeat' as const), name, nth: fc.nat(5) },
      expected: fc.oneof(fc.constant('same' as const), expected),
      oneMore: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('limit' as const), name, limits }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ kind: fc.constant('delete' as const), name, expected: withoutExists },
      forever: fc.nat(5).map((n) => n === 0),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{
        kind: fc.constant('read' as const),
        name,
        from: fc.nat(15),
        limit: fc.integer({ min: 1, max: 6 }),
      },
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

export const operations = fc.array(oneOperation, { minLength: 5, maxLength: 40, size: 'max' });

/** A server and its model side by side; stream names carry a prefix of their own. */
export interface Pair {
  readonly client: () => EventStoreDBClient;
  readonly restart: () => Promise<void>;
  readonly model: LogModel;
  readonly prefix: string;
  readonly appends: Map<string, { events: EventData[]; expected: Expectation }[]>;
}

const told = (value: Expectation): ExpectedRevision =>
  typeof value === 'number' ? BigInt(value) : (value as ExpectedRevision);

const actualOf = (error: WrongExpectedVersionError): number =>
  typeof error.actualVersion === 'bigint' ? Number(error.actualVersion) : -1;

/** An operation's outcome in the model's words. */
const answerOf = async (operation: Promise<unknown>): Promise<Answer> => {
  try {
    const result = await operation;
    const isAppend = typeof result === 'object' && result !== null && 'nextExpectedRevision' in result;
    return { kind: 'done', last: isAppend ? Number(result.nextExpectedRevision) : -1 };
  } catch (error) {
    if (error instanceof StreamDeletedError) return { kind: 'deleted' };
    if (error instanceof WrongExpectedVersionError) return { kind: 'wrong', actual: actualOf(error) };
    throw error;
  }
};

/** The visible revisions of a stream as the server reads them. */
const readWith = async (
  pair: Pair,
  stream: string,
  options: object,
): Promise<number[] | 'deleted' | 'missing'> => {
  try {
    return revisions(await all(pair.client().readStream(pair.prefix + stream, options)));
  } catch (error) {
    if (error instanceof StreamDeletedError) return 'deleted';
    if (error instanceof StreamNotFoundError) return 'missing';
    throw error;
  }
};

/** What both say; equal when the server is right. */
export interface Said {
  readonly server: unknown;
  readonly model: unknown;
}

const numbered = (count: number): EventData[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type: 'T', data: { n } }));

interface Writing {
  readonly events: EventData[];
  readonly expected: Expectation;
  readonly unary: boolean;
}

const write = async (
  pair: Pair,
  stream: string,
  { events, expected: value, unary }: Writing,
): Promise<Said> => {
  const credentials = { username: 'any', password: 'any' };
  const options = { expectedRevision: told(value), ...(unary ? { credentials } : {}) };
  const server = await answerOf(pair.client().appendToStream(pair.prefix + stream, events, options));
  return {
    server,
    model: pair.model.append(
      stream,
      value,
      events.map(({ id }) => id),
    ),
  };
};

const append = (pair: Pair, one: Operation & { kind: 'append' }): Promise<Said> => {
  const events = numbered(one.count);
  const before = pair.appends.get(one.name) ?? [];
  pair.appends.set(one.name, [...before, { events, expected: one.expected }]);
  return write(pair, one.name, { events, expected: one.expected, unary: one.unary });
};

const repeat = async (pair: Pair, one: Operation & { kind: 'repeat' }): Promise<Said | undefined> => {
  const before = pair.appends.get(one.name) ?? [];
  const chosen = before[one.nth % Math.max(1, before.length)];
  if (chosen === undefined) return undefined;
  const value = one.expected === 'same' ? chosen.expected : one.expected;
  const events = one.oneMore ? [...chosen.events, ...numbered(1)] : chosen.events;
  return write(pair, one.name, { events, expected: value, unary: false });
};

const limit = async (pair: Pair, one: Operation & { kind: 'limit' }): Promise<Said> => {
  const { maxCount, truncateBefore } = one.limits;
  const document = {
    ...(maxCount === undefined ? {} : { maxCount }),
    ...(truncateBefore === undefined ? {} : { truncateBefore }),
  };
  const server = await answerOf(pair.client().setStreamMetadata(pair.prefix + one.name, document));
  return { server: server.kind, model: pair.model.setLimits(one.name, one.limits).kind };
};

const remove = async (pair: Pair, one: Operation & { kind: 'delete' }): Promise<Said> => {
  const options = { expectedRevision: told(one.expected) };
  const stream = pair.prefix + one.name;
  const done = one.forever
    ? pair.client().tombstoneStream(stream, options)
    : pair.client().deleteStream(stream, options);
  return { server: await answerOf(done), model: pair.model.delete(one.name, one.expected, one.forever) };
};

const read = async (pair: Pair, one: Operation & { kind: 'read' }): Promise<Said> => {
  const options = { fromRevision: BigInt(one.from), maxCount: one.limit };
  const visible = pair.model.read(one.name);
  const server = [
    await readWith(pair, one.name, options),
    await readWith(pair, one.name, { ...options, direction: BACKWARDS }),
  ];
  if (typeof visible === 'string') return { server, model: [visible, visible] };
  const forwards = visible.filter((revision) => revision >= one.from);
  const back = visible.filter((revision) => revision <= one.from).reverse();
  return { server, model: [forwards.slice(0, one.limit), back.slice(0, one.limit)] };
};

/** Does one operation to both. */
export const perform = async (pair: Pair, one: Operation): Promise<Said | undefined> => {
  switch (one.kind) {
    case 'append':
      return append(pair, one);
    case 'repeat':
      return repeat(pair, one);
    case 'limit':
      return limit(pair, one);
    case 'delete':
      return remove(pair, one);
    case 'read':
      return read(pair, one);
    case 'restart':
      pair.model.restart();
      await pair.restart();
      return undefined;
  }
};

/** Everything both have in the end: every stream, and $all after a mark. */
export const everything = async (pair: Pair, shown: readonly string[]): Promise<Said> => ({
  server: [...(await Promise.all(NAMES.map((stream) => readWith(pair, stream, {})))), shown],
  model: [...NAMES.map((stream) => pair.model.read(stream)), pair.model.all],
});
