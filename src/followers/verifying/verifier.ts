// Verifies without end, beside the follower. Promises: one process at a time (an advisory lock), others stand
// by without a connection; whatever fails, it tries again later, and nobody waits for it. What it found is in
// the database before anybody is told.
import type { Codec } from '#eventlog/codec.js';
import { createBackoff, pauseUnlessAborted, type Backoff } from '../backoff.js';
import { SourceLost } from '../errors.js';
import { connectTo, createLogConnection, type LogConnection } from '../log-connection.js';
import type { FollowedLog } from '../source.js';
import { holdVerification, type Hold } from './hold.js';
import { look, type Looking } from './look.js';

export interface VerifierTimes {
  /** Between two looks. */
  readonly everyMs: number;
  /** Before a process that stands by asks whether it is needed. */
  readonly standbyMs: number;
}

export interface VerifierOptions extends Omit<Looking, 'client' | 'log' | 'signal'> {
  /** URL of the log, or how to connect to it: its client objects are its own. */
  readonly log: string | (() => FollowedLog);
  readonly codec: Codec;
  readonly times?: Partial<VerifierTimes>;
}

export interface Verifier {
  /** Ends as soon as what is under way allows it. */
  stop(): Promise<void>;
}

const TIMES: VerifierTimes = { everyMs: 10_000, standbyMs: 15_000 };
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

interface Run {
  readonly options: VerifierOptions;
  readonly times: VerifierTimes;
  readonly connection: LogConnection;
  readonly signal: AbortSignal;
  readonly backoff: Backoff;
}

const isEnding = ({ signal }: Run): boolean => signal.aborted;

const lookAgainAndAgain = async ({ options, times, connection, signal, backoff }: Run, hold: Hold) => {
  const { client, lost } = hold;
  const ending = AbortSignal.any([signal, lost]);
  for (;;) {
    await pauseUnlessAborted(times.everyMs, ending);
    if (ending.aborted) return;
    await look({ ...options, log: connection.client(), client, signal: ending });
    backoff.reset();
  }
};

const verify = async (run: Run): Promise<void> => {
  const { options, times, signal } = run;
  const hold = await holdVerification(options.pool);
  if (!hold) return pauseUnlessAborted(times.standbyMs * (0.5 + Math.random()), signal);
  try {
    await lookAgainAndAgain(run, hold);
  } finally {
    hold.release();
  }
};

const run = async (all: Run): Promise<void> => {
  const { options, connection, signal, backoff } = all;
  while (!signal.aborted) {
    try {
      await verify(all);
    } catch (error) {
      if (isEnding(all)) return;
      if (error instanceof SourceLost) connection.renew();
      options.onFailure(error);
      await backoff.wait(signal);
    }
  }
};

/** Returns at once. */
export const startVerifier = (options: VerifierOptions): Verifier => {
  const { log } = options;
  const stopping = new AbortController();
  const connection = createLogConnection(typeof log === 'string' ? connectTo(log) : log, options.onFailure);
  const running = run({
    options,
    times: { ...TIMES, ...options.times },
    connection,
    signal: stopping.signal,
    backoff: createBackoff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS),
  });
  return {
    stop: async () => {
      stopping.abort();
      await running;
      await connection.close();
    },
  };
};
