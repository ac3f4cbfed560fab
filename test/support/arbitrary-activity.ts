import fc from 'fast-check';
import type { ActivityCommand, ActivityEvent } from '#domain/activity/index.js';
import { RECORDED_TYPES } from '#domain/activity/types.js';
import { accountId, command, event, instant, personal, projectId, text } from './arbitrary-values.js';

const activity = fc.record({
  accountId,
  activityId: fc.integer({ min: 1, max: 20 }),
  type: fc.constantFrom(...RECORDED_TYPES),
  projectId: fc.option(projectId),
  details: personal(fc.dictionary(fc.constantFrom('format', 'zoom'), text)),
  device: personal(fc.record({ sessionId: text, deviceType: text, browser: text })),
  durationMs: fc.option(fc.integer({ min: 0, max: 60_000 })),
  at: instant,
});

export const activityCommands: fc.Arbitrary<ActivityCommand> = command(
  'TrackActivity',
  fc.record({ activity }),
);

export const activityEventsInAnyOrder: fc.Arbitrary<ActivityEvent> = event('ActivityTracked', activity);
