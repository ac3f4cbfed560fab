// Ends reservations that nothing will confirm any more. Promises: a name, slot or AI request whose
// account, project or generation never came is free again within two minutes, and a deleted project's slot at once;
// what did come is never touched, however far behind the read model is (the target is fenced first, and an
// existing one refuses the fence). It does not need to be alone: any number may run. A failed round is
// reported and the next one tries again.
import type { Caller } from '#commands/caller.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { releaseSlot } from '#commands/projects/delete-project.js';
import { giveUpAiRequest } from '#commands/generations/give-up.js';
import { giveUpName, giveUpSlot } from '#commands/reservations/give-up.js';
import { systemCaller } from '#commands/system-caller.js';
import { AppError } from '#platform/app-error.js';
import type { Clock } from '#platform/clock.js';
import type { Logger } from '#platform/logger.js';
import type { Db } from '#platform/postgres/db.js';
import { openReservations, type OpenReservation } from '#projections/open-reservations/queries.js';

/** A registration or creation that takes longer than this is not coming. */
const PATIENCE_MS = 60_000;
const EVERY_MS = 10_000;
const AT_ONCE = 100;

export interface SweeperDeps extends CommandDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

const end = async (deps: SweeperDeps, caller: Caller, open: OpenReservation): Promise<unknown> => {
  const { kind, accountId, targetId, nameKey, nameKind, month } = open;
  switch (kind) {
    case 'name':
      if (nameKey === null || nameKind === null) return undefined;
      return giveUpName(deps, caller, { key: nameKey, kind: nameKind, accountId });
    case 'ai':
      if (month === null) return undefined;
      return giveUpAiRequest(deps, caller, { accountId, generationId: targetId, month });
    case 'slot':
      return open.due
        ? releaseSlot(deps, caller, { accountId, projectId: targetId, reason: 'project_deleted' })
        : giveUpSlot(deps, caller, { accountId, projectId: targetId });
  }
};

const isUnavailable = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'service_unavailable';

/**
 * One round: ends everything that is due now. Answers how many reservations it looked at. One that cannot be
 * ended is reported and does not keep the others waiting; throws when the log is down, which they all need.
 */
export const sweep = async (deps: SweeperDeps): Promise<number> => {
  const olderThan = new Date(deps.clock.now().getTime() - PATIENCE_MS).toISOString();
  const open = await openReservations(deps.db, { olderThan, limit: AT_ONCE });
  for (const reservation of open) {
    const caller = systemCaller(deps.clock, { kind: 'system', id: 'reservation-sweeper' });
    try {
      await end(deps, caller, reservation);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      deps.logger.warn({ err: error, reservation: reservation.id }, 'a reservation could not be ended');
    }
  }
  return open.length;
};

/** Sweeps every ten seconds until it is stopped; `stop` waits for the round that is running. */
export const startSweeper = (deps: SweeperDeps): { stop(): Promise<void> } => {
  let running: Promise<void> | undefined;
  const round = async (): Promise<void> => {
    try {
      const count = await sweep(deps);
      if (count > 0) deps.logger.info({ count }, 'open reservations swept');
    } catch (error) {
      deps.logger.warn({ err: error }, 'sweeping reservations failed; trying again');
    }
  };
  const timer = setInterval(() => {
    // A round that takes longer than the pause is not followed by those it kept waiting.
    running ??= round().finally(() => {
      running = undefined;
    });
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};
