import { z } from 'zod';
import { CATALOG } from '#domain/catalog.js';
import type { Asked } from '#domain/access/index.js';
import { instantOf, moment } from '#platform/moment-text.js';
import { nearest } from '#platform/similar.js';
import type { EventFilter } from '#projections/event-index/queries.js';

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

const uuidLike = z.string().min(1).max(100);

/** Name of a stream. */
export const streamName = z
  .string()
  .regex(/^[a-z]+-.{1,290}$/, { error: 'A stream is named <category>-<id>, such as project-7.' });

/** Which events somebody wants to see, as an address says it. */
export const eventNarrowing = z
  .object({
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
  })
  .partial();
export type EventNarrowing = Readonly<z.output<typeof eventNarrowing>>;

const typesOf = ({ type, category }: EventNarrowing): readonly string[] | undefined => {
  if (category === undefined) return type === undefined ? undefined : [type];
  const types = Object.keys(CATALOG[category] ?? {});
  return type === undefined ? types : types.filter((known) => known === type);
};

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

const maybeInstant = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : instantOf(text);

/** As the event index is asked. */
export const filterOf = (query: EventNarrowing): EventFilter => {
  const [actorKind, ...id] = query.actor?.split(':') ?? [];
  return {
    types: typesOf(query),
    stream: query.stream,
    account: numberOf(query.account),
    actorKind,
    actorId: id.length === 0 ? undefined : id.join(':'),
    correlation: query.correlation,
    causation: query.causation,
    from: maybeInstant(query.from),
    to: maybeInstant(query.to),
  };
};

/** As a look at personal values says what was asked for. */
export const askedIn = (query: EventNarrowing): Omit<Asked, 'view' | 'projection' | 'exported'> => ({
  type: query.type ?? null,
  category: query.category ?? null,
  stream: query.stream ?? null,
  account: numberOf(query.account) ?? null,
  actor: query.actor ?? null,
  correlation: query.correlation ?? null,
  causation: query.causation ?? null,
  from: maybeInstant(query.from) ?? null,
  to: maybeInstant(query.to) ?? null,
});
