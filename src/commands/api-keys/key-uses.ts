// How often keys are used, when and from where last. Gathered in memory: a request costs neither an event nor a
// write. A key's first uses are in the log within a minute, later ones within a quarter of an hour and when the
// process stops; a process that is killed loses what it gathered since. A use is never counted twice.
import { keyUse } from '#domain/keyuse/index.js';
import { isoNow, type Clock } from '#platform/clock.js';
import type { Logger } from '#platform/logger.js';
import type { CommandDeps } from '../command-deps.js';
import { systemCaller } from '../system-caller.js';

const LOOK_MS = 60_000;
const WRITE_MS = 15 * 60_000;
/** Keys held in memory; uses of further ones are not counted until then. */
const MOST_KEYS = 10_000;

export interface KeyUsed {
  readonly keyId: string;
  readonly accountId: number;
  readonly ip: string;
}

export interface KeyUses {
  note(used: KeyUsed): void;
  /** Writes what was gathered of keys that are due; `all`: of every key. */
  write(all?: boolean): Promise<void>;
  close(): Promise<void>;
}

interface Gathered {
  readonly accountId: number;
  uses: number;
  lastUsedAt: string;
  lastIp: string;
}

interface Setup extends Pick<CommandDeps, 'log'> {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

const recordUse = async ({ log, clock }: Setup, keyId: string, gathered: Gathered): Promise<void> => {
  const caller = systemCaller(clock, { kind: 'system', id: 'api-keys' });
  await log.execute({
    aggregate: keyUse,
    id: keyId,
    command: { type: 'RecordKeyUse', gathered: { keyId, ...gathered, at: caller.at } },
    context: { ...caller.context, account: gathered.accountId },
  });
};

export const createKeyUses = (setup: Setup): KeyUses => {
  const { clock, logger } = setup;
  const gathered = new Map<string, Gathered>();
  const written = new Map<string, number>();
  const now = (): number => clock.now().getTime();
  const isDue = (keyId: string): boolean => (written.get(keyId) ?? -Infinity) + WRITE_MS <= now();

  const write = async (all = false): Promise<void> => {
    for (const [keyId, uses] of gathered) {
      if (!all && !isDue(keyId)) continue;
      gathered.delete(keyId);
      written.set(keyId, now());
      // What may have been written is not written again: a lost count is better than one counted twice.
      await recordUse(setup, keyId, uses).catch((error: unknown) => {
        logger.warn({ err: error, keyId }, 'uses of an API key were lost');
      });
    }
    if (written.size > MOST_KEYS) written.clear();
  };

  let writing: Promise<void> = Promise.resolve();
  const later = (all?: boolean): Promise<void> => (writing = writing.then(() => write(all)));
  const timer = setInterval(() => void later(), LOOK_MS);
  timer.unref();

  return {
    note: ({ keyId, accountId, ip }) => {
      const at = isoNow(clock);
      const before = gathered.get(keyId);
      if (before) Object.assign(before, { uses: before.uses + 1, lastUsedAt: at, lastIp: ip });
      else if (gathered.size < MOST_KEYS)
        gathered.set(keyId, { accountId, uses: 1, lastUsedAt: at, lastIp: ip });
    },
    write: later,
    close: async () => {
      clearInterval(timer);
      await later(true);
    },
  };
};
