// What operators may do with effects. Promises: a retry only where it can change something; a give-up is in
// the log, with the operator's name and words, before the row says so; neither interferes with a worker that
// works on the effect.
import type { CommandDeps } from '#commands/command-deps.js';
import type { Clock } from '#platform/clock.js';
import type { Db } from '#platform/postgres/db.js';
import {
  findEffect,
  listEffects,
  retryEffect,
  seizeEffect,
  type EffectQuery,
  type EffectRecord,
} from './effect-records.js';
import { createEffectStore, type Taken } from './effect-store.js';
import { failureOf } from './failure.js';
import type { Handler } from './handler.js';
import { openWork } from './work.js';

export { EFFECT_STATES, type EffectQuery, type EffectRecord, type EffectState } from './effect-records.js';

/** What was asked for cannot be done with this effect; the message is for operators. */
export class EffectRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EffectRefusal';
  }
}

export interface GivingUp {
  /** Name of the operator. */
  readonly by: string;
  /** Kept in the log for ever: nothing personal. */
  readonly reason: string;
}

export interface EffectsDesk {
  list(query: EffectQuery): Promise<readonly EffectRecord[]>;
  find(key: string): Promise<EffectRecord | undefined>;
  /** Makes a dead or expired effect due with a fresh budget and age. Throws `EffectRefusal`. */
  retry(key: string): Promise<EffectRecord>;
  /** Ends it in the log. Throws `EffectRefusal`, or what the handler failed with: then it is as it was. */
  giveUp(key: string, givingUp: GivingUp): Promise<EffectRecord>;
}

export interface DeskOptions {
  readonly db: Db;
  /** Asked for only where the log is needed. */
  readonly log: () => Promise<CommandDeps['log']>;
  readonly handlers: () => Promise<readonly Handler[]>;
  readonly clock: Clock;
}

/** An operator's hold on an effect: long enough for one command. */
const LEASE_MS = 60_000;

const known = async (db: Db, key: string): Promise<EffectRecord> => {
  const record = await findEffect(db, key);
  if (!record) throw new EffectRefusal(`There is no effect ${key}.`);
  return record;
};

const handlerOf = async ({ handlers }: DeskOptions, { key, kind }: EffectRecord): Promise<Handler> => {
  const handler = (await handlers()).find((one) => one.kind === kind);
  if (handler) return handler;
  throw new EffectRefusal(`${key} is of the kind ${kind}, which this version does not know.`);
};

const whyNoRetry = ({ key, state }: EffectRecord, { endsForGood }: Handler): string | undefined => {
  switch (state) {
    case 'running':
      return `${key} is being worked on: it will end, or be tried again by itself.`;
    case 'pending':
      return `${key} is waiting to be done already.`;
    case 'done':
      return `${key} is done: the log has its outcome.`;
    case 'dead':
    case 'expired':
      return endsForGood ? `${key} was given up for good: the log takes no other outcome.` : undefined;
  }
};

const retry = async (options: DeskOptions, key: string): Promise<EffectRecord> => {
  const record = await known(options.db, key);
  const why = whyNoRetry(record, await handlerOf(options, record));
  if (why !== undefined) throw new EffectRefusal(why);
  if (!(await retryEffect(options.db, key)))
    throw new EffectRefusal(`${key} was changed by someone else just now.`);
  return known(options.db, key);
};

const whyNotSeized = ({ key, state }: EffectRecord): string =>
  state === 'running' || state === 'pending'
    ? `${key} is being worked on right now: try again when the attempt is over.`
    : `${key} has ended already: it is ${state}.`;

interface Seized extends GivingUp {
  readonly taken: Taken;
  readonly handler: Handler;
}

const endInLog = async (options: DeskOptions, { taken, handler, by, reason }: Seized): Promise<void> => {
  const deps = { log: await options.log(), clock: options.clock };
  const { signal } = new AbortController();
  const work = await openWork(deps, { taken, signal, operator: by });
  await handler.giveUp(work, { kind: 'operator', detail: reason });
};

const giveUp = async (options: DeskOptions, key: string, givingUp: GivingUp): Promise<EffectRecord> => {
  const { db } = options;
  const handler = await handlerOf(options, await known(db, key));
  const store = createEffectStore(db, [handler]);
  const taken = await seizeEffect(db, key, LEASE_MS);
  if (!taken) throw new EffectRefusal(whyNotSeized(await known(db, key)));
  try {
    await endInLog(options, { ...givingUp, taken, handler });
  } catch (error) {
    await store.again(taken, { code: failureOf(error).code, afterMs: 0, counts: false });
    throw error;
  }
  await store.ended(taken, 'dead', 'operator');
  return known(db, key);
};

export const createDesk = (options: DeskOptions): EffectsDesk => ({
  list: (query) => listEffects(options.db, query),
  find: (key) => findEffect(options.db, key),
  retry: (key) => retry(options, key),
  giveUp: (key, givingUp) => giveUp(options, key, givingUp),
});
