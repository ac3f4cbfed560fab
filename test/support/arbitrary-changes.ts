import fc from 'fast-check';
import * as change from '#projections/kit/change.js';
import type { Change } from '#projections/kit/change.js';
import { bigint, counter, jsonb, nullable, table, text, timestamptz } from '#projections/kit/table.js';
import { at } from './examples.js';

/** A table with a column of every kind, and two with nothing in common, for tests of the engine. */
export const things = table({
  name: 'things',
  columns: {
    id: bigint,
    part: text,
    scope: nullable(bigint),
    name: nullable(text),
    extra: nullable(jsonb),
    hits: counter,
    seen: counter,
    best: nullable(bigint),
    first_at: nullable(timestamptz),
    last_at: nullable(timestamptz),
  },
  key: ['id', 'part'],
  scopes: ['scope'],
  writers: 'shared',
});

export const others = table({
  name: 'others',
  columns: { id: bigint, name: text },
  key: ['id'],
  writers: 'shared',
});

/** Few rows, so that changes meet. */
const key = fc.record({ id: fc.integer({ min: 1, max: 2 }), part: fc.constantFrom('a', 'B') });
const scope = fc.integer({ min: 1, max: 2 });
const name = fc.option(fc.constantFrom('Menu', '', "it's", 'NUL \0 inside', '☃ "quoted" \\u0000'));
const hits = fc.integer({ min: -3, max: 3 });
const instant = fc.integer({ min: 0, max: 9 }).map(at);
const extra = fc.option(fc.constantFrom({ colours: ['#fff', '\0'] }, [1, 2], 'text', 0, false));

const row = fc
  .tuple(key, fc.record({ scope: fc.option(scope), name, extra, hits, seen: hits }))
  .chain(([id, rest]) =>
    fc
      .record({ first_at: fc.option(instant), last_at: fc.option(instant), best: fc.option(hits) })
      .map((times) => ({ ...id, ...rest, ...times })),
  );
const set = fc.record({ scope: fc.option(scope), name, extra, hits, last_at: instant }, { requiredKeys: [] });
const counts = fc.record({ hits, seen: hits }, { requiredKeys: [] });
const patched = fc.tuple(set, counts).map(([columns, plus]) => ({ ...columns, plus }));

const otherId = fc.record({ id: fc.integer({ min: 1, max: 2 }) });

const thing: fc.Arbitrary<Change> = fc.oneof(
  row.map((values) => change.put(things, values)),
  row.map((values) => change.keep(things, values)),
  fc.tuple(key, patched).map(([id, values]) => change.patch(things, id, values)),
  fc.tuple(key, counts).map(([id, by]) => change.add(things, id, by)),
  fc.tuple(key, instant).map(([id, last_at]) => change.most(things, id, { last_at })),
  fc.tuple(key, instant).map(([id, first_at]) => change.least(things, id, { first_at })),
  fc.tuple(key, hits).map(([id, best]) => change.most(things, id, { best })),
  key.map((id) => change.remove(things, id)),
  fc.tuple(scope, set).map(([value, values]) => change.patchAll(things, { scope: value }, values)),
  scope.map((value) => change.removeAll(things, { scope: value })),
);
const other: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(otherId, fc.constantFrom('x', 'y')).map(([id, text]) => change.put(others, { ...id, name: text })),
  otherId.map((id) => change.remove(others, id)),
);

/** What the events of a batch may want, on rows that may or may not be there. */
export const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof({ weight: 5, arbitrary: thing }, { weight: 1, arbitrary: other }),
  { maxLength: 14 },
);
