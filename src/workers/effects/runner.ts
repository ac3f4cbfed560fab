// Carries out effects that bells call for. Promises: what it takes it holds by a lease and hands back: done,
// due again, or ended; a bell for something that is not to be had is nothing. If Postgres cannot be told how
// an attempt went, the lease ends by itself and the handler finds the outcome in the log. Never rejects
// because of an effect; a bell it could not look at is rejected and rung again.
import type { CommandDeps } from '#commands/command-deps.js';
import type { Clock } from '#platform/clock.js';
import { fault } from '#platform/fault.js';
import type { Logger } from '#platform/logger.js';
import { carryOut, type Verdict } from './carry-out.js';
import type { EffectStore, Taken } from './effect-store.js';
import { failureOf, whereOf } from './failure.js';
import type { Handler } from './handler.js';
import { holdLease, type Lease } from './lease.js';
import { openWork, type KnownCauses } from './work.js';

export interface RunnerOptions {
  readonly commands: Pick<CommandDeps, 'log'>;
  readonly clock: Clock;
  readonly store: EffectStore;
  readonly handlers: readonly Handler[];
  readonly causes?: KnownCauses;
  readonly logger: Pick<Logger, 'debug' | 'info' | 'warn'>;
}

export interface Runner {
  /** Takes the effect with this key if it can be had, and tries; resolves before that is noted. */
  run(key: string): Promise<void>;
  /** Resolves when what is under way is over and noted. */
  settled(): Promise<void>;
  /** Waits for what is under way, but no longer than this, then asks it to stop at once. */
  stop(patienceMs: number): Promise<void>;
}

interface Room extends RunnerOptions {
  readonly stopping: AbortSignal;
  readonly byKind: ReadonlyMap<string, Handler>;
}

interface Held {
  readonly handler: Handler;
  readonly taken: Taken;
  readonly lease: Lease;
}

const attemptAt = async (room: Room, { handler, taken, lease }: Held): Promise<Verdict> => {
  const signal = AbortSignal.any([lease.lost, room.stopping]);
  try {
    const work = await openWork({ ...room, log: room.commands.log }, { taken, signal });
    return await carryOut({ handler, taken, work, lease, stopping: room.stopping });
  } catch (error) {
    // Without the cause nothing can be done, nor given up: it waits until the log has it again.
    const { code } = failureOf(error);
    const afterMs = handler.backoffMs(taken.tries);
    return { type: 'again', code, afterMs, counts: false, where: whereOf(error) };
  }
};

const note = async ({ store, logger }: Room, taken: Taken, verdict: Verdict): Promise<void> => {
  const { key, kind, attempt } = taken;
  const facts = { key, kind, attempt };
  switch (verdict.type) {
    case 'done':
      await store.done(taken);
      logger.debug(facts, 'effect done');
      break;
    case 'again': {
      const { code, afterMs, where } = verdict;
      await store.again(taken, verdict);
      logger.info({ ...facts, code, afterMs, where }, 'effect is tried again');
      break;
    }
    case 'ended':
      await store.ended(taken, verdict.state, verdict.code);
      logger.warn({ ...facts, code: verdict.code }, `effect ${verdict.state}`);
      break;
    case 'late':
      logger.warn(facts, 'effect was taken over by another worker');
      break;
  }
};

const noteWhenOver = async (room: Room, { taken, lease }: Held, over: Promise<Verdict>): Promise<void> => {
  try {
    const verdict = await over;
    fault('before-finish');
    await note(room, taken, verdict);
    fault('after-finish');
  } catch (error) {
    room.logger.warn(
      { key: taken.key, code: failureOf(error).code },
      'how an effect went could not be noted',
    );
  } finally {
    lease.release();
  }
};

/** The next effect need not wait until Postgres knows of this one. */
const begin = (room: Room, taken: Taken) => {
  const handler = room.byKind.get(taken.kind);
  if (!handler) throw new TypeError(`Nothing here carries out ${taken.kind}.`);
  fault('after-take');
  const held = { handler, taken, lease: holdLease(room.store, taken, handler.leaseMs) };
  const over = attemptAt(room, held);
  return { over, noted: noteWhenOver(room, held, over) };
};

/** What is left after being asked to stop is given this long. */
const LAST_WORDS_MS = 1_000;

const withinTime = async (work: Promise<unknown>, milliseconds: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
};

export const createRunner = (options: RunnerOptions): Runner => {
  const stopping = new AbortController();
  const byKind = new Map(options.handlers.map((handler) => [handler.kind, handler]));
  const room: Room = { ...options, byKind, stopping: stopping.signal };
  const running = new Set<Promise<void>>();
  const settled = async (): Promise<void> => {
    await Promise.all([...running]);
  };
  return {
    run: async (key) => {
      const taken = await options.store.take(key);
      if (!taken) return;
      const { over, noted } = begin(room, taken);
      running.add(noted);
      void noted.finally(() => running.delete(noted));
      await over;
    },
    settled,
    stop: async (patienceMs) => {
      await withinTime(settled(), patienceMs);
      stopping.abort(new Error('The worker stops.'));
      await withinTime(settled(), LAST_WORDS_MS);
    },
  };
};
