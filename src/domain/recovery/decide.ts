import type { RecoveryEvent } from './events.js';
import { MAILS_AN_HOUR, type Recovery } from './state.js';

const HOUR_MS = 3_600_000;
/** How long the links work: one hour, one day (api-contract §4.4). */
const RESET_MS = HOUR_MS;
export const VERIFICATION_MS = 24 * HOUR_MS;

export type RecoveryCommand =
  | {
      readonly type: 'RequestPasswordReset';
      readonly accountId: number;
      readonly resetId: string;
      readonly at: string;
    }
  | {
      readonly type: 'RequestVerification';
      readonly accountId: number;
      readonly verificationId: string;
      readonly at: string;
    };

const later = (at: string, milliseconds: number): string =>
  new Date(Date.parse(at) + milliseconds).toISOString();

/** Nobody fills another one's mailbox: too many requests within an hour come to nothing. */
const tooMany = (instants: readonly string[], at: string): boolean =>
  instants.filter((instant) => Date.parse(at) - Date.parse(instant) < HOUR_MS).length >= MAILS_AN_HOUR;

export const decide = (recovery: Recovery, command: RecoveryCommand): readonly RecoveryEvent[] => {
  const { accountId, at } = command;
  switch (command.type) {
    case 'RequestPasswordReset': {
      const { resetId } = command;
      if (recovery.reset?.resetId === resetId || tooMany(recovery.resets, at)) return [];
      const data = { accountId, resetId, expiresAt: later(at, RESET_MS), at };
      return [{ type: 'PasswordResetRequested', data }];
    }
    case 'RequestVerification': {
      const { verificationId } = command;
      if (recovery.verificationId === verificationId || tooMany(recovery.verifications, at)) return [];
      const data = { accountId, verificationId, expiresAt: later(at, VERIFICATION_MS), at };
      return [{ type: 'VerificationRequested', data }];
    }
  }
};
