import { z } from 'zod';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { instant } from '../kit/values.js';

const streamName = z.string().min(1).max(300);

const about = {
  /** Name of the projection, or `reactor:` and the name of the reactor, that the events wait for. */
  projection: z.string().regex(/^[a-z][a-z0-9_:-]{0,99}$/),
  /** Of its code, whatever tables it fills; another version tries all events by itself. */
  version: z.int().positive(),
  at: instant,
};

/** What operators decide about events that a projection could not handle. */
export const parkingEvents = {
  /** Parked events are handled now, in their order, as far as they can be. */
  ParkedStreamRetried: defineEvent(
    'ParkedStreamRetried',
    z.strictObject({
      ...about,
      /** Null: every parked stream. */
      stream: streamName.nullable(),
    }),
  ),
  /** The projection leaves this event out, also when it is computed again; what waited behind it is handled. */
  ParkedEventSkipped: defineEvent(
    'ParkedEventSkipped',
    z.strictObject({
      ...about,
      stream: streamName,
      revision: z.int().nonnegative(),
      eventId: z.uuid(),
      /** Type of the event that is left out. */
      eventType: z.string().min(1).max(200),
      /** The operator's words; never personal. */
      reason: z.string().min(1).max(200),
    }),
  ),
};

export type ParkingEvent = EventsOf<typeof parkingEvents>;
