// Whose rows a statement may see, where rows belong to exactly one account (row-level security, forced: see
// projections/kit/wall.ts). Promises: a connection of a walled pool sees nobody's until a statement says for
// whom it asks; what was said holds for that statement alone, whoever has the connection next. Costs no round
// trip: what is said goes out together with the statement. Fails as the statement does.
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { Db, Prepared } from './db.js';

/** An account, or everybody: for operators, and for processes that work for all. */
export type Viewer = number | 'everyone';

/** Setting of a connection or transaction that the policies look at. */
const VIEWER_SETTING = 'aidesign.account';

/** The same database, asked for an account: rows of others are not there. */
export const asAccount = (db: Db, accountId: number): Db => db.as?.(accountId) ?? db;

/** The same database, asked for nobody in particular: all rows are there. For operators and starts only. */
export const asEveryone = (db: Db): Db => db.as?.('everyone') ?? db;

/** Startup option of connections that work for all. */
export const SEES_EVERYONE = `-c ${VIEWER_SETTING}=everyone`;

const SAY = { name: 'viewer', text: `select set_config('${VIEWER_SETTING}', $1, true)` };

/** All are sent before the first is answered. */
const inTransaction = async <Row extends QueryResultRow>(
  client: PoolClient,
  viewer: Viewer,
  { statement, values }: { statement: string | Prepared; values: unknown[] | undefined },
) => {
  const sent = [
    client.query('begin read only'),
    client.query({ ...SAY, values: [String(viewer)] }),
    client.query<Row>(statement, values),
    client.query('commit'),
  ] as const;
  const settled = await Promise.allSettled(sent);
  const failed = settled.find(({ status }) => status === 'rejected');
  return { failed, result: sent[2] };
};

const asViewer = (pool: Pool, viewer: Viewer): Db => ({
  query: async <Row extends QueryResultRow>(statement: string | Prepared, values?: unknown[]) => {
    const client = await pool.connect();
    try {
      const { failed, result } = await inTransaction<Row>(client, viewer, { statement, values });
      if (failed?.status === 'rejected') throw failed.reason;
      client.release();
      return await result;
    } catch (error) {
      // Nobody knows what it would do next.
      client.release(true);
      throw error;
    }
  },
});

/** A pool that can be asked for somebody. */
export const viewedDb = (pool: Pool): Db => ({
  query: (statement, values) => pool.query(statement, values),
  as: (viewer) => asViewer(pool, viewer),
});
