import type { RecoveryEvent } from './events.js';

/** Mails of one kind an account can be sent on request within an hour. */
export const MAILS_AN_HOUR = 5;

/** The link that works: a newer request voids the ones before. */
export interface ResetLink {
  readonly resetId: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
}

export interface Recovery {
  readonly reset: ResetLink | null;
  /** The newest request for a verification link. */
  readonly verificationId: string | null;
  /** Instants of the newest requests, oldest first: as many as the limit counts. */
  readonly resets: readonly string[];
  readonly verifications: readonly string[];
}

export const initial: Recovery = { reset: null, verificationId: null, resets: [], verifications: [] };

const withNewest = (instants: readonly string[], at: string): readonly string[] =>
  [...instants, at].slice(-MAILS_AN_HOUR);

export const evolve = (recovery: Recovery, event: RecoveryEvent): Recovery => {
  switch (event.type) {
    case 'PasswordResetRequested': {
      const { resetId, expiresAt, at } = event.data;
      const resets = withNewest(recovery.resets, at);
      return { ...recovery, reset: { resetId, requestedAt: at, expiresAt }, resets };
    }
    case 'VerificationRequested': {
      const { verificationId, at } = event.data;
      return { ...recovery, verificationId, verifications: withNewest(recovery.verifications, at) };
    }
  }
};
