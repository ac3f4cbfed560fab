import { expect } from 'chai';
import type pg from 'pg';
import { MIGRATIONS } from '#migrations/index.js';
import { migrate, type Migration } from '#platform/postgres/migrate.js';
import { createPool } from '#platform/postgres/pool.js';
import { accountsProjection } from '#projections/accounts/projection.js';
import { PROJECTIONS } from '#projections/index.js';
import { createStatements } from '#projections/kit/ddl.js';
import type { Change } from '#projections/kit/change.js';
import type { Projection } from '#projections/kit/projection.js';
import { openReservationsProjection } from '#projections/open-reservations/projection.js';
import { bigint, boolean, nullable, table, text, timestamptz } from '#projections/kit/table.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { startFollower } from '#followers/follower.js';
import type { Position } from '#platform/position.js';
import { appendHistory, codec } from '#test/support/history.js';
import { eventsOf, foldOf, rowsIn } from '#test/support/read-models.js';
import { emptyPostgresForTests, logForTests } from '#test/support/services.js';

/** The change as it was before there was this column. */
const without =
  (column: string) =>
  (change: Change): Change => {
    const { [column]: _unknown, ...rest } = 'row' in change ? change.row : 'set' in change ? change.set : {};
    if ('row' in change) return { ...change, row: rest };
    return 'set' in change ? { ...change, set: rest } : change;
  };

/** Open reservations as the first release had them. */
const openReservationsV1: Projection = {
  ...openReservationsProjection,
  version: 1,
  shape: 1,
  categories: ['account', 'project', 'quota', 'reservation'],
  tables: [
    table({
      name: 'open_reservations',
      columns: {
        id: text,
        kind: text,
        account_id: bigint,
        target_id: bigint,
        name_key: nullable(text),
        name_kind: nullable(text),
        since: timestamptz,
        due: boolean,
      },
      key: ['id'],
      indexes: [['due', 'since']],
      writers: 'shared',
    }),
  ],
  changesFor: (type, event) => openReservationsProjection.changesFor(type, event).map(without('month')),
};

/** Accounts as the first release had them. */
const accountsV1: Projection = {
  ...accountsProjection,
  version: 1,
  shape: 1,
  tables: accountsProjection.tables.map((declared) => {
    const { is_email_verified: _unknown, ...columns } = declared.columns;
    return { ...declared, columns };
  }),
  changesFor: (type, event) => accountsProjection.changesFor(type, event).map(without('is_email_verified')),
};

const FIRST_RELEASE: readonly Projection[] = [
  ...PROJECTIONS.filter(({ name }) => ['projects', 'project_versions'].includes(name)),
  accountsV1,
  openReservationsV1,
];
const madeThen: Migration = {
  name: '002-projections',
  up: async (database) => {
    for (const statement of FIRST_RELEASE.flatMap(createStatements)) {
      await database.raw(statement.replace('create or replace view', 'create view'));
    }
  },
};
/** With the engine's tables of today: the follower that fills the rows of then is of today, too. */
const [engine, , ...later] = MIGRATIONS;
const TODAY = ['003-effects', '005-deployments', '008-parking'];
const engineOfToday = later.filter(({ name }) => TODAY.includes(name));
const MIGRATIONS_THEN = [...(engine ? [engine] : []), madeThen, ...engineOfToday];

describe('a database of the first release', () => {
  let client: LogClient;
  let pool: pg.Pool;
  let ownerUrl: string;
  let url: string;
  const failures: unknown[] = [];

  /** The last event these projections follow. */
  const lastFollowed = async (projections: readonly Projection[]): Promise<Position> => {
    const categories = projections.flatMap((projection) => projection.categories);
    const events = await eventsOf(client);
    const followed = events.filter(({ stream }) => categories.includes(stream.slice(0, stream.indexOf('-'))));
    return followed.at(-1)!.position;
  };

  const follow = async (projections: readonly Projection[]): Promise<void> => {
    const onFailure = ({ error }: { error: unknown }): void => void failures.push(error);
    const follower = startFollower({ log: url, codec, pool, projections, notify: false, onFailure });
    try {
      await follower.settled(await lastFollowed(projections));
    } finally {
      await follower.stop();
    }
  };

  before(async () => {
    ({ url } = await logForTests());
    client = connectLog(url);
    const database = await emptyPostgresForTests();
    ({ ownerUrl } = database);
    pool = createPool({ url: database.appUrl, max: 5, applicationName: 'test' });
    await migrate(ownerUrl, MIGRATIONS_THEN);
    await appendHistory(client, { seed: 11, commands: 300 });
    await follow(FIRST_RELEASE);
    await appendHistory(client, { seed: 12, commands: 100, base: 1_000 });
  });

  after(async () => {
    await pool.end();
    await client.dispose();
  });

  it('is brought up to date, and what it had stays', async () => {
    const before = await rowsIn(pool, FIRST_RELEASE);
    await migrate(ownerUrl, MIGRATIONS);
    expect(await rowsIn(pool, FIRST_RELEASE)).to.deep.equal(before);
  });

  it('fills its new read models from the log, and goes on with the others', async () => {
    await follow(PROJECTIONS);
    expect(await rowsIn(pool)).to.deep.equal(foldOf(await eventsOf(client)));
    expect(failures).to.deep.equal([]);
  });

  it('is read through the new version from then on', async () => {
    const { rows } = await pool.query<{ version: number }>(
      `select version from checkpoints where projection = 'open_reservations' and active`,
    );
    expect(rows).to.deep.equal([{ version: openReservationsProjection.version }]);
  });

  it('has its versions written down, each with the shape it is read in', async () => {
    const { rows } = await pool.query(
      `select projection, version, logic, shape, state from deployments
       where projection in ('accounts', 'projects') order by projection, version`,
    );
    expect(rows).to.deep.equal([
      { projection: 'accounts', version: 1, logic: 1, shape: 1, state: 'live' },
      { projection: 'accounts', version: 2, logic: 2, shape: 2, state: 'live' },
      { projection: 'projects', version: 1, logic: 1, shape: 1, state: 'live' },
    ]);
  });

  it('keeps the view that processes of the first release read', async () => {
    expect((await pool.query('select * from open_reservations_s1')).fields).to.have.length(8);
  });
});
