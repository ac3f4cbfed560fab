// Counts refused tokens and tells the log. Promises: at most one event for each reason, process and minute,
// whatever is sent; nobody waits for it. While the log is away counts go on, and are told when it is back.
// What was counted since the last event is lost with a process that dies.
import { isoNow, type Clock } from '#platform/clock.js';
import { tokenRefusals, type RefusalReason } from '#domain/tokenrefusal/index.js';
import type { CommandDeps } from '../command-deps.js';
import { systemCaller } from '../system-caller.js';

export interface TokenRefusals {
  readonly note: (reason: RefusalReason) => void;
  /** Tells the log what was counted since. Called every minute; never throws. */
  readonly tell: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface RefusalDeps extends Pick<CommandDeps, 'log'> {
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

interface Counted {
  readonly from: string;
  readonly count: number;
}

const EVERY_MS = 60_000;

const record = async (
  { log, clock }: RefusalDeps,
  reason: RefusalReason,
  { from, count }: Counted,
): Promise<void> => {
  const caller = systemCaller(clock, { kind: 'system', id: 'api' });
  const refused = { reason, count, from, at: caller.at };
  await log.execute({
    aggregate: tokenRefusals,
    id: caller.at.slice(0, 13),
    command: { type: 'RecordRefusals', refused },
    context: caller.context,
  });
};

export const createTokenRefusals = (deps: RefusalDeps): TokenRefusals => {
  const { clock, onError } = deps;
  const counted = new Map<RefusalReason, Counted>();
  const add = (reason: RefusalReason, { from, count }: Counted): void => {
    const known = counted.get(reason);
    counted.set(reason, {
      from: known && known.from < from ? known.from : from,
      count: count + (known?.count ?? 0),
    });
  };
  const tell = async (): Promise<void> => {
    const parts = [...counted];
    counted.clear();
    for (const [reason, part] of parts)
      await record(deps, reason, part).catch((error: unknown) => {
        add(reason, part);
        onError(error);
      });
  };
  let telling = Promise.resolve();
  const inTurn = (): Promise<void> => (telling = telling.then(tell));
  const timer = setInterval(() => void inTurn(), EVERY_MS);
  timer.unref();
  return {
    note: (reason) => add(reason, { from: isoNow(clock), count: 1 }),
    tell: inTurn,
    close: async () => {
      clearInterval(timer);
      await inTurn();
    },
  };
};
