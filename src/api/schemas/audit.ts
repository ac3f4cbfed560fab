import { z } from 'zod';
import { eventNarrowing, streamName } from '#audit/event-query.js';
import { count, id, instant, jsonObject } from './common.js';

const flag = z.enum(['0', '1']);
const MAX_LIMIT = 200;
const limit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, { error: `Needs a number from 1 to ${MAX_LIMIT}.` })
  .refine((text) => Number(text) <= MAX_LIMIT, { error: `Needs a number from 1 to ${MAX_LIMIT}.` })
  .meta({
    type: 'integer',
    minimum: 1,
    maximum: MAX_LIMIT,
    description: 'Events at most; 50 unless asked otherwise',
  })
  .optional();

const personal = flag
  .meta({ description: '1: show personal values, too. Each look is recorded in the log' })
  .optional();

const reason = z
  .string()
  .min(3)
  .max(200)
  .meta({ description: 'Why personal values are looked at. Recorded with the look' })
  .optional();

const narrowed = z.strictObject({
  ...eventNarrowing.shape,
  order: z.enum(['newest', 'oldest']).meta({ description: 'newest first unless asked otherwise' }).optional(),
  data: flag
    .meta({ description: '1: with what the events say, from the log; personal values hidden' })
    .optional(),
  personal,
  reason,
});

export const eventsQuery = narrowed.extend({
  limit,
  cursor: z
    .string()
    .regex(/^\d{1,16}\.\d{1,16}$/, { error: 'Take it from `next` of an answer.' })
    .meta({ description: 'Where to go on; see `next`' })
    .optional(),
});
export type EventsQuery = Readonly<z.output<typeof eventsQuery>>;

const format = z.enum(['ndjson', 'csv']).meta({ description: 'ndjson unless asked otherwise' }).optional();
export const eventsExportQuery = narrowed.extend({ format });

export const streamParams = z.object({ name: streamName });
export const streamQuery = z.strictObject({
  personal,
  reason,
  limit,
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .meta({ type: 'integer', description: 'Only events after this revision' })
    .optional(),
});
export const streamExportQuery = z.strictObject({ personal, reason, format });

const auditEvent = z
  .strictObject({
    id: z.string(),
    type: z.string(),
    stream: z.string(),
    revision: count,
    position: z.string(),
    at: instant,
    actor: z.strictObject({ kind: z.string(), id: z.string() }).nullable(),
    account: id.nullable(),
    command_id: z.string().nullable(),
    correlation_id: z.string().nullable(),
    causation_id: z.string().nullable(),
    schema: z.int().min(1).nullable(),
    data: jsonObject.nullable().optional(),
  })
  .meta({ id: 'AuditEvent' });

export const auditPage = z
  .strictObject({ next: z.string().nullable(), results: z.array(auditEvent) })
  .meta({ id: 'AuditPage' });
