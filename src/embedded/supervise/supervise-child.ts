// Keeps one child process running: starts it again when it died, with growing delays.
// Promises: never two children at once; after stop() nothing is started any more; deaths that follow each other too
// fast end in `failed` with the child's last log lines, never in an endless loop. Does not: judge a first start that
// fails (superviseChild rejects with its error), nor check that a running child still answers.
import { setTimeout as delay } from 'node:timers/promises';
import {
  decideRestart,
  defaultRestartPolicy,
  relevantLives,
  type Life,
  type RestartPolicy,
} from './restart-policy.js';
import type { Exit, Running } from './running.js';

export type SupervisedState = 'starting' | 'running' | 'restarting' | 'failed' | 'stopped';

/** What happened to the child `name`. */
export type SupervisorEvent = Readonly<
  { name: string } & (
    | { type: 'started'; pid: number }
    | { type: 'died'; exit: Exit }
    | { type: 'start-failed'; error: unknown }
    | { type: 'restarting'; delayMs: number }
    | { type: 'gave-up'; logTail: readonly string[] }
    | { type: 'stopped' }
  )
>;

/** Time as the supervisor sees it; `wait` rejects or resolves when the signal fires, it does not matter which. */
export type SupervisorClock = Readonly<{
  now: () => number;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
}>;

export type SuperviseOptions<R extends Running> = Readonly<{
  name: string;
  /** Starts the child and resolves when it is ready. On a restart it is given the child that died (its port, say). */
  start: (previous: R | undefined) => Promise<R>;
  onEvent: (event: SupervisorEvent) => void;
  /** Called for each death nobody asked for, before the restart is decided. */
  onExit?: (exit: Exit) => void;
  policy?: RestartPolicy;
  clock?: SupervisorClock;
}>;

export type Supervised<R extends Running> = Readonly<{
  name: string;
  state: () => SupervisedState;
  /** The child that runs now, or the one that ran last. */
  current: () => R;
  /** Ends the child and all restarts; resolves when it is gone. Calling it twice is harmless. */
  stop: () => Promise<void>;
}>;

const systemClock: SupervisorClock = {
  now: () => performance.now(),
  // The only way this wait ends early is stop(), which is looked at right after it.
  wait: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
};

const linesOf = (error: unknown): readonly string[] => {
  const lines =
    error instanceof Error && 'logTail' in error && Array.isArray(error.logTail) ? error.logTail : [];
  return [...lines.map(String), error instanceof Error ? error.message : String(error)];
};

type Context<R extends Running> = {
  readonly options: SuperviseOptions<R>;
  readonly policy: RestartPolicy;
  readonly clock: SupervisorClock;
  readonly stopping: AbortSignal;
  state: SupervisedState;
  current: R;
  lives: readonly Life[];
};

/** Watches the child that runs to its end and gives its last lines. */
const live = async <R extends Running>(context: Context<R>): Promise<readonly string[]> => {
  const { options, stopping, current } = context;
  context.state = 'running';
  options.onEvent({ name: options.name, type: 'started', pid: current.pid });
  if (stopping.aborted) await current.stop();
  const exit = await current.exited;
  if (!stopping.aborted) {
    options.onEvent({ name: options.name, type: 'died', exit });
    options.onExit?.(exit);
  }
  return exit.logTail;
};

const startAndLive = async <R extends Running>(context: Context<R>): Promise<readonly string[]> => {
  const { options } = context;
  context.state = 'starting';
  try {
    context.current = await options.start(context.current);
  } catch (error) {
    options.onEvent({ name: options.name, type: 'start-failed', error });
    return linesOf(error);
  }
  return live(context);
};

/** Decides after a death and waits as long as decided; false when it is over. */
const waitForRestart = async <R extends Running>(
  context: Context<R>,
  logTail: readonly string[],
): Promise<boolean> => {
  const { options, policy, clock, stopping } = context;
  const decision = decideRestart(context.lives, policy);
  if (decision.kind === 'give-up') {
    context.state = 'failed';
    options.onEvent({ name: options.name, type: 'gave-up', logTail });
    return false;
  }
  context.state = 'restarting';
  options.onEvent({ name: options.name, type: 'restarting', delayMs: decision.delayMs });
  await clock.wait(decision.delayMs, stopping);
  return true;
};

const keepRunning = async <R extends Running>(context: Context<R>): Promise<void> => {
  const { options, clock } = context;
  const isStopping = (): boolean => context.stopping.aborted;
  let startedAt = clock.now();
  let logTail = await live(context);
  while (!isStopping()) {
    context.lives = relevantLives([...context.lives, { startedAt, diedAt: clock.now() }]);
    if (!(await waitForRestart(context, logTail))) return;
    if (isStopping()) break;
    startedAt = clock.now();
    logTail = await startAndLive(context);
  }
  context.state = 'stopped';
  options.onEvent({ name: options.name, type: 'stopped' });
};

/** Starts the child and keeps it running. Rejects with the error of `start` when the first start fails. */
export const superviseChild = async <R extends Running>(
  options: SuperviseOptions<R>,
): Promise<Supervised<R>> => {
  const stopping = new AbortController();
  const context: Context<R> = {
    options,
    policy: options.policy ?? defaultRestartPolicy,
    clock: options.clock ?? systemClock,
    stopping: stopping.signal,
    state: 'starting',
    current: await options.start(undefined),
    lives: [],
  };
  const loop = keepRunning(context);
  const stop = async () => {
    stopping.abort();
    if (context.state === 'running') await context.current.stop();
    await loop;
  };
  return { name: options.name, state: () => context.state, current: () => context.current, stop };
};
