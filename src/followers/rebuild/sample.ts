// Takes rows at random and folds each again from its own stream. Promises: rows and checkpoint are of one
// moment, events after it are left out. Only tables whose rows are each written by one stream can be asked
// so; a row is looked for in the streams its key may name.
import { StreamNotFoundError } from '@eventstore/db-client';
import type pg from 'pg';
import type { Codec } from '#eventlog/codec.js';
import type { LogClient } from '#eventlog/log-client.js';
import { rawEvent, recordedEvent, type RecordedEvent } from '#eventlog/recorded-event.js';
import { applyChanges } from '#projections/kit/apply-changes.js';
import { physicalTable } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import { keyText, type Row, type Table } from '#projections/kit/table.js';
import { covers, placesOf, readPlaces, type Place } from '../deployments/places.js';
import { changesOf } from '../subject.js';
import { leftOut } from '../parking/left-out.js';
import { inTransaction } from './transaction.js';

export interface Sampling {
  readonly pool: pg.Pool;
  readonly log: Pick<LogClient, 'readStream'>;
  readonly codec: Codec;
  readonly projection: Projection;
  readonly version: number;
  /** Rows of each table. */
  readonly rows: number;
  /** From a few random pages of the table instead of all of it: perhaps fewer rows, at the same price. */
  readonly pages?: boolean;
}

export interface SampledRow {
  readonly table: string;
  /** Null: no stream that its key names makes such a row. */
  readonly stream: string | null;
  readonly row: Row;
  readonly folded: Row | null;
}

export interface Sampled {
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly differences: readonly SampledRow[];
}

interface Drawn {
  readonly table: Table;
  readonly category: string;
  readonly rows: readonly Row[];
}

/** Pages of 8 kB that are looked at: nearly always one of them has rows. */
const PAGES = 4;

const somePages = (table: string): string =>
  `tablesample system (least(100, ${PAGES * 100} / greatest(1, pg_relation_size('${table}') / 8192.0)))`;

/**
 * Rows of the tables that can be asked, where the projection was then, and the events it had left out by then:
 * later some of those may be handled.
 */
const draw = ({ pool, log, codec, projection, version, rows: wanted, pages = false }: Sampling) =>
  inTransaction(
    pool,
    async (client) => {
      const places = placesOf(await readPlaces(client, projection.name), version);
      const drawn: Drawn[] = [];
      for (const table of projection.tables) {
        if (typeof table.writers === 'string') continue;
        const from = physicalTable(table.name, version);
        const { rows } = await client.query<Row>(
          `select * from ${from} ${pages ? somePages(from) : ''} order by random() limit $1`,
          [wanted],
        );
        drawn.push({ table, category: table.writers.single, rows });
      }
      const of = { name: projection.name, version, logic: projection.version };
      return { places, drawn, left: await leftOut({ db: client, log, codec }, of) };
    },
    'isolation level repeatable read read only',
  );

interface Checking extends Sampling {
  /** Where the version was. */
  readonly places: readonly Place[];
  readonly left: ReadonlySet<string>;
}

const eventsIn = async ({ log, codec, left, places }: Checking, stream: string): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  try {
    for await (const resolved of log.readStream(stream)) {
      const raw = rawEvent(resolved);
      if (raw && !left.has(raw.id) && covers(places, raw)) events.push(recordedEvent(codec, raw));
    }
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
  return events;
};

/** The row as the events of one stream make it. */
const foldRow = (
  { projection }: Sampling,
  { table, row }: { readonly table: Table; readonly row: Row },
  events: readonly RecordedEvent[],
): Row | undefined => {
  const changes = events.flatMap((recorded) => changesOf(projection, recorded));
  const own = changes.filter((change) => change.table === table.name);
  return applyChanges([table], own).get(table.name)?.get(keyText(table, row));
};

/** Columns in which two rows differ. */
export const differingColumns = (one: Row, other: Row): string[] =>
  Object.keys({ ...one, ...other }).filter((name) => canonical(one[name]) !== canonical(other[name]));

/** Postgres gives the fields of a JSON value in an order of its own. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, field: unknown) =>
    typeof field === 'object' && field !== null && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).sort(([one], [other]) => (one < other ? -1 : 1)))
      : field,
  );

const check = async (
  checking: Checking,
  { table, category, row }: Omit<Drawn, 'rows'> & { readonly row: Row },
): Promise<SampledRow | undefined> => {
  let best: SampledRow = { table: table.name, stream: null, row, folded: null };
  for (const name of table.key) {
    const stream = `${category}-${JSON.stringify(row[name]).replaceAll('"', '')}`;
    const folded = foldRow(checking, { table, row }, await eventsIn(checking, stream));
    if (folded && differingColumns(row, folded).length === 0) return undefined;
    if (folded) best = { ...best, stream, folded };
  }
  return best;
};

/** Rows that are not what their stream says. */
export const sampleRows = async (sampling: Sampling): Promise<Sampled> => {
  const { places, drawn, left } = await draw(sampling);
  const differences: SampledRow[] = [];
  for (const { table, category, rows } of drawn) {
    for (const row of rows) {
      const found = await check({ ...sampling, left, places }, { table, category, row });
      if (found) differences.push(found);
    }
  }
  return { tables: drawn.map(({ table, rows }) => ({ table: table.name, rows: rows.length })), differences };
};
