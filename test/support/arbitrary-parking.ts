import fc from 'fast-check';
import type { ParkingCommand, ParkingEvent } from '#domain/parking/index.js';
import { command, event, instant, requestId } from './arbitrary-values.js';

const about = { projection: fc.constant('projects'), version: fc.constant(1), at: instant };
const retried = fc.record({ ...about, stream: fc.constantFrom('project-7', 'project-8', null) });
const skipped = fc.record({
  ...about,
  stream: fc.constantFrom('project-7', 'project-8'),
  revision: fc.nat(9),
  /** Few, so that the same one is met again. */
  eventId: requestId,
  eventType: fc.constant('DesignSaved'),
  reason: fc.constant('written by a test tool'),
});

export const parkingCommands: fc.Arbitrary<ParkingCommand> = fc.oneof(
  command('RetryParkedStream', fc.record({ retried })),
  command('SkipParkedEvent', fc.record({ skipped, seen: fc.nat(4) })),
);

export const parkingEventsInAnyOrder: fc.Arbitrary<ParkingEvent> = fc.oneof(
  event('ParkedStreamRetried', retried),
  event('ParkedEventSkipped', skipped),
);
