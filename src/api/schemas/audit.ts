import { z } from 'zod';
import { CATALOG } from '#domain/catalog.js';
import { nearest } from '#platform/similar.js';
import { count, id, instant, jsonObject, moment } from './common.js';

const TYPES = Object.values(CATALOG).flatMap((events) => Object.keys(events));
const CATEGORIES = Object.keys(CATALOG);

const unknown = (what: string, text: string, known: readonly string[]): string => {
  const meant = nearest(text, known);
  return `There is no ${what} "${text.slice(0, 60)}".${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
};

const oneOf = (what: string, known: readonly string[]) =>
  z
    .string()
    .refine((text) => known.includes(text), { error: ({ input }) => unknown(what, String(input), known) });

const flag = z.enum(['0', '1']);
const uuidLike = z.string().min(1).max(100);
const streamName = z
  .string()
  .regex(/^[a-z]+-.{1,290}$/, { error: 'A stream is named <category>-<id>, such as project-7.' });
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

const narrowing = {
  type: oneOf('event type', TYPES).meta({ description: 'Only this type, such as DesignSaved' }),
  category: oneOf('category', CATEGORIES).meta({
    description: 'Only types of this category, such as project',
  }),
  stream: streamName.meta({ description: 'Only this stream' }),
  account: z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .meta({ type: 'integer', description: 'Only events that belong to this account' }),
  actor: z
    .string()
    .regex(/^(account|operator|system|anonymous)(:.{1,100})?$/, {
      error: 'Needs account, operator, system or anonymous, with an id if you like: account:7.',
    })
    .meta({ description: 'Only what these caused: operator, or account:7' }),
  correlation: uuidLike.meta({ description: 'Only what one request led to' }),
  causation: uuidLike.meta({ description: 'Only what this command caused' }),
  from: moment.meta({ description: 'Happened at or after' }),
  to: moment.meta({ description: 'Happened before' }),
  order: z.enum(['newest', 'oldest']).meta({ description: 'newest first unless asked otherwise' }),
  data: flag.meta({ description: '1: with what the events say, from the log; personal values hidden' }),
};

const narrowed = z.strictObject({ ...z.object(narrowing).partial().shape, personal });

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
  limit,
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .meta({ type: 'integer', description: 'Only events after this revision' })
    .optional(),
});
export const streamExportQuery = z.strictObject({ personal, format });

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
