// Folds events into tables of its own that nobody else sees. Promises: the rows a projection would have after
// these events; nothing of the database is touched, and nothing is left of it when the connection ends, however
// that happens (the tables are temporary). Slower than a rebuild: one transaction a batch. Fails with what
// Postgres says, or with EventFailed.
import type pg from 'pg';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { createStatements, physicalTable } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import type { Row, Table } from '#projections/kit/table.js';
import { projectionSubject } from './subject.js';
import { answersOf } from './write.js';

const ROWS = 1_000;

export interface Scratch {
  /** Folds some events more. */
  apply(events: readonly RecordedEvent[]): Promise<void>;
  /** The rows of a table in the order of its key, some at a time. */
  rows(table: Table): AsyncGenerator<readonly Row[]>;
}

/** Postgres knows nothing of temporary tables by itself; its plans are looked at anew as they grow. */
const isTimeToAnalyze = (batches: number): boolean => Number.isInteger(Math.log2(batches) / 2);

/** Makes the tables on a connection that is used for nothing else. */
export const openScratch = async (client: pg.PoolClient, projection: Projection): Promise<Scratch> => {
  const { plan } = projectionSubject(projection);
  await client.query('set search_path = pg_temp');
  for (const statement of createStatements(projection)) await client.query(statement);
  let batches = 0;
  return {
    apply: async (events) => {
      await answersOf([client.query('begin'), ...plan(events)(client)]);
      await client.query('commit');
      batches += 1;
      if (isTimeToAnalyze(batches)) await client.query('analyze');
    },
    rows: async function* ({ name, key }) {
      const from = physicalTable(name, projection.version);
      await client.query('begin');
      await client.query(
        `declare rows no scroll cursor for select * from ${from} order by ${key.join(', ')}`,
      );
      for (;;) {
        const { rows } = await client.query<Row>(`fetch ${ROWS} from rows`);
        if (rows.length > 0) yield rows;
        if (rows.length < ROWS) break;
      }
      await client.query('commit');
    },
  };
};
