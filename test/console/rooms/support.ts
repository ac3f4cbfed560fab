// The rooms for auditors and analysts over a log and tables of their own. There is no follower: `follow` fills
// the tables from the log when the test says so.
import type pg from 'pg';
import { createHistory } from '#audit/history.js';
import { analyticsRoom } from '#console/analytics/room.js';
import { eventsRoom } from '#console/events/room.js';
import { fold } from '#followers/fold.js';
import { loggedEvent } from '#followers/logged-event.js';
import { answersOf, sendPlans } from '#followers/write.js';
import { createPool } from '#platform/postgres/pool.js';
import { PROJECTIONS } from '#projections/index.js';
import { physicalTable } from '#projections/kit/ddl.js';
import { startConsole, type ConsoleUnderTest } from '../support.js';
import { eventsOf } from '#test/support/read-models.js';
import { postgresForTests } from '#test/support/services.js';
import type { WriteSide } from '#test/support/process-stores.js';

export interface Rooms extends Pick<ConsoleUnderTest, 'origin' | 'logged'> {
  readonly pool: pg.Pool;
  /** Fills the tables with what came to the log since the last time. */
  follow(): Promise<void>;
  stop(): Promise<void>;
}

const poolFor = async (): Promise<pg.Pool> => {
  const { ownerUrl } = await postgresForTests();
  return createPool({ url: ownerUrl, max: 4, applicationName: 'test', onIdleError: () => undefined });
};

const targetsOf = ({ tables, version }: (typeof PROJECTIONS)[number]) =>
  new Map(tables.map((table) => [table.name, { table, physical: physicalTable(table.name, version) }]));

/** Starts a console with the two rooms. */
export const startRooms = async (side: WriteSide): Promise<Rooms> => {
  const pool = await poolFor();
  const history = createHistory(() => Promise.resolve(side.client));
  const rooms = [eventsRoom({ log: side.deps.log, db: pool, history }), analyticsRoom({ db: pool })];
  const console = await startConsole({ deps: side.deps, rooms });
  let seen = -1n;
  const follow = async (): Promise<void> => {
    const events = (await eventsOf(side.client)).filter(({ position }) => position.commit > seen);
    seen = events.at(-1)?.position.commit ?? seen;
    const client = await pool.connect();
    try {
      for (const projection of PROJECTIONS) {
        const changes = events
          .filter(({ stream }) => projection.categories.includes(stream.slice(0, stream.indexOf('-'))))
          .flatMap((recorded) => projection.changesFor(recorded.event.type, loggedEvent(recorded)));
        await answersOf(sendPlans(client, fold(targetsOf(projection), changes)));
      }
    } finally {
      client.release();
    }
  };
  return {
    origin: console.origin,
    logged: console.logged,
    pool,
    follow,
    stop: async () => {
      await console.stop();
      await pool.end();
    },
  };
};
