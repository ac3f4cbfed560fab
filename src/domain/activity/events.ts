import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { personal } from '../kit/personal.js';
import { instant, integerId } from '../kit/values.js';
import { RECORDED_TYPES } from './types.js';

/** The program a person works with, in its own words; empty where it said nothing. */
const device = z.strictObject({ sessionId: z.string(), deviceType: z.string(), browser: z.string() });
export type Device = Readonly<z.infer<typeof device>>;

/** A stream for each account and UTC day, beside the account's: clients decide how long it becomes. */
export const activityEvents = {
  /** A client says that its person did something the server cannot see. */
  ActivityTracked: defineEvent(
    'ActivityTracked',
    z.strictObject({
      accountId: integerId,
      activityId: integerId,
      type: z.enum(RECORDED_TYPES),
      /** A project the person could read then. */
      projectId: integerId.nullable(),
      /** Whatever the client adds, at most 4,000 characters of JSON. */
      details: personal(z.record(z.string(), z.unknown())),
      device: personal(device),
      /** How long it took, by the client's watch. */
      durationMs: z.int().nonnegative().nullable(),
      at: instant,
    }),
  ),
};

export type ActivityEvent = EventsOf<typeof activityEvents>;
export type TrackedActivity = ActivityEvent['data'];
