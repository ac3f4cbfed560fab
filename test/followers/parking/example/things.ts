// A tiny domain of its own: things with notes. Notes can hold what Postgres cannot store.
import { z } from 'zod';
import { defineEvent, type EventsOf } from '#domain/kit/event.js';
import { instant } from '#domain/kit/values.js';
import { parkingEvents } from '#domain/parking/events.js';
import { createCodec } from '#eventlog/codec.js';
import { add, patch, put, type Change } from '#projections/kit/change.js';
import { projection, type Handled, type Projection } from '#projections/kit/projection.js';
import { bigint, counter, table, text } from '#projections/kit/table.js';

const thingEvents = {
  ThingMade: defineEvent('ThingMade', z.strictObject({ thingId: z.int(), at: instant })),
  ThingNoted: defineEvent(
    'ThingNoted',
    z.strictObject({ thingId: z.int(), text: z.string(), amount: z.int(), at: instant }),
  ),
};
export type ThingEvent = EventsOf<typeof thingEvents>;
type Noted = Extract<ThingEvent, { type: 'ThingNoted' }>;

export const codec = createCodec({ thing: thingEvents, parking: parkingEvents });

const things = table({
  name: 'things',
  columns: { id: bigint, notes: bigint, amount: bigint, last: text },
  key: ['id'],
  writers: { single: 'thing' },
});

export const notes = table({
  name: 'notes',
  columns: { thing_id: bigint, revision: bigint, text },
  key: ['thing_id', 'revision'],
  // An entry of an index must fit a third of a page.
  indexes: [['text']],
  writers: { single: 'thing' },
});

const totals = table({
  name: 'totals',
  columns: { id: text, things: counter, notes: counter },
  key: ['id'],
  writers: 'shared',
});

/** Beyond a bigint for amounts near 2^53. */
const TIMES = 10_000;

/** As `put` makes it, but with the text as it is. */
const rawPut = (row: { thing_id: number; revision: number; text: string }): Change => ({
  op: 'put',
  table: 'notes',
  row,
});

const noted = ({ data, revision }: Handled<Noted>): readonly Change[] => [
  patch(things, { id: data.thingId }, { last: 'note', plus: { notes: 1, amount: data.amount * TIMES } }),
  rawPut({ thing_id: data.thingId, revision, text: data.text }),
  add(totals, { id: 'all' }, { notes: 1 }),
];

/** Every value it can store, and nothing for others. */
const cured = ({ data, ...place }: Handled<Noted>): readonly Change[] =>
  noted({
    ...place,
    data: {
      ...data,
      text: data.text.replaceAll('\0', '?').slice(0, 50),
      amount: Math.min(data.amount, 1_000),
    },
  });

const thingsWith = (version: number, onNoted: typeof noted): Projection =>
  projection<ThingEvent>({
    name: 'things',
    version,
    shape: 1,
    categories: ['thing'],
    tables: [things, notes, totals],
    on: {
      ThingMade: ({ data }) => [
        put(things, { id: data.thingId, notes: 0, amount: 0, last: 'made' }),
        add(totals, { id: 'all' }, { things: 1 }),
      ],
      ThingNoted: onNoted,
    },
  });

export const thingsProjection = thingsWith(1, noted);
/** The same version with the mistake corrected. */
export const curedProjection = thingsWith(1, cured);
export const nextVersion = thingsWith(2, cured);
