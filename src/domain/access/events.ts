import { z } from 'zod';
import { defineEvent, type EventsOf, type Upcast } from '../kit/event.js';
import { instant, integerId } from '../kit/values.js';

const filter = z.string().max(300).nullable();

/** What somebody asked to see; null where it was not narrowed. */
const asked = z.strictObject({
  /** A list of events, one stream, what a stream came to, or the rows of a read model. */
  view: z.enum(['events', 'stream', 'state', 'projection']),
  projection: filter,
  stream: filter,
  type: filter,
  category: filter,
  account: integerId.nullable(),
  actor: filter,
  correlation: filter,
  causation: filter,
  from: instant.nullable(),
  to: instant.nullable(),
  /** Whether it left as a file. */
  exported: z.boolean(),
});
export type Asked = Readonly<z.infer<typeof asked>>;

/** Version 1 did not ask for a reason. */
const withoutReason: Upcast = (data) => ({ ...data, reason: null });

export const accessEvents = {
  /** Somebody is shown personal values of the log. Recorded before they are shown. */
  PersonalDataViewed: defineEvent(
    'PersonalDataViewed',
    z.strictObject({
      accessId: z.uuid(),
      /** An account by its id, or an operator at the command line by the name the machine knows. */
      by: z.strictObject({ kind: z.enum(['account', 'operator']), id: z.string().max(100) }),
      asked,
      /** The accounts whose values are among what is shown. */
      subjects: z.array(integerId),
      /** How many events are shown. */
      events: z.int().nonnegative(),
      /** Why, in their own words; null when nobody asked them. */
      reason: z.string().max(200).nullable(),
      at: instant,
    }),
    [withoutReason],
  ),
};

export type AccessEvent = EventsOf<typeof accessEvents>;
