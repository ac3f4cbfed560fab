import fc from 'fast-check';
import type { RecoveryCommand, RecoveryEvent } from '#domain/recovery/index.js';
import { command, event, instant } from './arbitrary-values.js';

const accountId = fc.constant(7);
const id = fc.uuid();
const requested = { accountId, expiresAt: instant, at: instant };

export const recoveryCommands: fc.Arbitrary<RecoveryCommand> = fc.oneof(
  command('RequestPasswordReset', fc.record({ accountId, resetId: id, at: instant })),
  command('RequestVerification', fc.record({ accountId, verificationId: id, at: instant })),
);

export const recoveryEventsInAnyOrder: fc.Arbitrary<RecoveryEvent> = fc.oneof(
  event('PasswordResetRequested', fc.record({ ...requested, resetId: id })),
  event('VerificationRequested', fc.record({ ...requested, verificationId: id })),
);
