import fc from 'fast-check';
import type { ReservationCommand, ReservationEvent } from '#domain/reservation/index.js';
import { accountId, command, digest, event, instant } from './arbitrary-values.js';

const name = {
  key: digest,
  kind: fc.constantFrom('email' as const, 'username' as const),
  accountId,
  at: instant,
};
const released = {
  ...name,
  reason: fc.constantFrom('registration_refused' as const, 'registration_abandoned' as const),
};

export const reservationCommands: fc.Arbitrary<ReservationCommand> = fc.oneof(
  command('ReserveName', fc.record(name)),
  command('ShareName', fc.record(name)),
  command('ReleaseName', fc.record(released)),
);

export const reservationEventsInAnyOrder: fc.Arbitrary<ReservationEvent> = fc.oneof(
  event('NameReserved', fc.record(name)),
  event('NameShared', fc.record(name)),
  event('NameReleased', fc.record(released)),
);
