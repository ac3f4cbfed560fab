import { expect } from 'chai';
import fc from 'fast-check';
import type pg from 'pg';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { takeOverCheckpoints, type Checkpoint } from '#followers/checkpoint.js';
import { commitBatch } from '#followers/commit.js';
import { loadParking } from '#followers/parking/parked-events.js';
import { projectionSubject } from '#followers/subject.js';
import { createPool } from '#platform/postgres/pool.js';
import type { Change } from '#projections/kit/change.js';
import { createStatements, physicalTable } from '#projections/kit/ddl.js';
import { projection, type Projection } from '#projections/kit/projection.js';
import { bigint, table } from '#projections/kit/table.js';
import { changes, others, things } from '#test/support/arbitrary-changes.js';
import { at } from '#test/support/examples.js';
import { foldOf, rowsIn } from '#test/support/read-models.js';
import { postgresForTests } from '#test/support/services.js';
import { anyContext } from '#test/support/history.js';

/** What a projection that is right makes of an event, and whether the one at hand makes what cannot be stored. */
interface Wanted {
  readonly changes: readonly Change[];
  readonly sick: boolean;
}
type Changed = { readonly type: 'Changed'; readonly data: Wanted };

const amounts = table({
  name: 'amounts',
  columns: { id: bigint },
  key: ['id'],
  writers: { single: 'any' },
});

const tooLarge: Change = { op: 'put', table: 'amounts', row: { id: 1e20 } };

const projectionThat = (stores: boolean): Projection =>
  projection<Changed>({
    name: 'any',
    version: 1,
    shape: 1,
    categories: ['any'],
    tables: [things, others, amounts],
    on: { Changed: ({ data }) => (data.sick && !stores ? [...data.changes, tooLarge] : data.changes) },
  });
const [faulty, cured] = [projectionThat(false), projectionThat(true)];

const eventOf = (index: number, stream: string, event: RecordedEvent['event']): RecordedEvent => ({
  id: `00000000-0000-5000-8000-${String(index).padStart(12, '0')}`,
  stream,
  revision: index,
  position: { commit: BigInt(index), prepare: BigInt(index) },
  created: new Date(0),
  metadata: { ...anyContext(), $correlationId: '', $causationId: '', schema: 1, h: '' },
  event,
});

const history = fc
  .array(
    fc.record({
      stream: fc.constantFrom('any-1', 'any-2', 'any-3', 'any-4', 'any-5'),
      changes: changes.map((all) => all.slice(0, 3)),
      sick: fc.nat(9).map((number) => number === 0),
    }),
    { minLength: 5, maxLength: 30 },
  )
  .map((all) => all.map(({ stream, ...data }, index) => eventOf(index, stream, { type: 'Changed', data })));

const ABOUT = { projection: 'any', version: 1, at: at(0) };
const retryAll = (index: number): RecordedEvent =>
  eventOf(index, 'parking-any.1', { type: 'ParkedStreamRetried', data: { ...ABOUT, stream: null } });
const skip = (index: number, { id, stream, revision }: RecordedEvent): RecordedEvent => {
  const data = { ...ABOUT, stream, revision, eventId: id, eventType: 'Changed', reason: 'any' };
  return eventOf(index, 'parking-any.1', { type: 'ParkedEventSkipped', data });
};

describe('any history with any faults, in batches of any size', function () {
  this.timeout(60_000);
  let pool: pg.Pool;
  let client: pg.PoolClient;

  before(async () => {
    pool = createPool({ url: (await postgresForTests()).ownerUrl, max: 2, applicationName: 'test' });
    client = await pool.connect();
    for (const statement of createStatements(faulty)) await client.query(statement);
  });

  after(async () => {
    client.release();
    await pool.end();
  });

  const forget = (): Promise<unknown> =>
    client.query(
      `truncate checkpoints, parked_events, ${faulty.tables.map(({ name }) => physicalTable(name, 1)).join(', ')}`,
    );

  /** As a process that starts, follows these events and ends. */
  const follow = async (
    { of, size }: { readonly of: Projection; readonly size: number },
    known: readonly RecordedEvent[],
    next: readonly RecordedEvent[],
  ): Promise<void> => {
    const subjects = [projectionSubject(of, of)];
    let checkpoints: readonly Checkpoint[] = await takeOverCheckpoints(client, subjects);
    const parking = await loadParking(client, subjects);
    const readBack = async ({ eventId }: { eventId: string }) => {
      const found = known.find(({ id }) => id === eventId);
      if (!found) throw new Error(`There is no event ${eventId}.`);
      return found;
    };
    const lag = { lagMs: 1, hint: null };
    for (let from = 0; from < next.length; from += size) {
      const events = next.slice(from, from + size);
      checkpoints = await commitBatch({ client, subjects, checkpoints, events, lag, parking, readBack });
    }
  };

  const waiting = async (): Promise<ReadonlySet<string>> => {
    const { rows } = await client.query<{ id: string }>('select event_id as id from parked_events');
    return new Set(rows.map(({ id }) => id));
  };
  const without = (events: readonly RecordedEvent[], left: ReadonlySet<string>) =>
    events.filter(({ id }) => !left.has(id));
  const expectFold = async (events: readonly RecordedEvent[], of: Projection): Promise<void> => {
    expect(await rowsIn(client, [of])).to.deep.equal(foldOf(without(events, await waiting()), [of]));
  };

  it('leaves the fold of what does not wait; after the cure, of all that can be handled; of no skipped event', () =>
    fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 12 }), fc.nat(), async (events, size, cut) => {
        await forget();
        const half = cut % events.length;
        await follow({ of: faulty, size }, events, events.slice(0, half));
        await follow({ of: faulty, size }, events, events.slice(half));
        await expectFold(events, faulty);

        await follow({ of: cured, size: 1 }, events, [retryAll(events.length)]);
        await expectFold(events, cured);

        const left = await waiting();
        const skipped = events.find(({ id }) => left.has(id));
        if (!skipped) return;
        await follow({ of: cured, size: 1 }, events, [skip(events.length + 1, skipped)]);
        await expectFold(without(events, new Set([skipped.id])), cured);
        expect(await waiting()).not.to.include(skipped.id);
      }),
      { numRuns: 40 },
    ));
});
