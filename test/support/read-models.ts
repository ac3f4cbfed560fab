import { FORWARDS, START } from '@eventstore/db-client';
import type { LogClient } from '#eventlog/log-client.js';
import { rawEvent, recordedEvent, type RecordedEvent } from '#eventlog/recorded-event.js';
import type { Db } from '#platform/postgres/db.js';
import { loggedEvent } from '#followers/logged-event.js';
import { applyChanges } from '#projections/kit/apply-changes.js';
import { physicalTable } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import { keyText, type Row, type Table } from '#projections/kit/table.js';
import { PROJECTIONS } from '#projections/index.js';
import { codec } from './history.js';

/** Rows of tables by table name, in the order of their keys. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

const ordered = (table: Table, rows: Iterable<Row>): Row[] =>
  [...rows].sort((one, other) => (keyText(table, one) < keyText(table, other) ? -1 : 1));

/** Every domain event of the log up to a commit position, in order. */
export const eventsOf = async (client: LogClient, upTo = 2n ** 62n): Promise<RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const resolved of client.readAll({ direction: FORWARDS, fromPosition: START })) {
    const raw = rawEvent(resolved);
    if (raw && raw.position.commit <= upTo && !raw.stream.startsWith('$'))
      events.push(recordedEvent(codec, raw));
  }
  return events;
};

/** What the rows must be: the changes of every event in memory, one after another. */
export const foldOf = (
  events: readonly RecordedEvent[],
  projections: readonly Projection[] = PROJECTIONS,
): Tables => {
  const tables = projections.flatMap((projection) => {
    const changes = events
      .filter(({ stream }) => projection.categories.includes(stream.slice(0, stream.indexOf('-'))))
      .flatMap((recorded) => projection.changesFor(recorded.event.type, loggedEvent(recorded)));
    const rows = applyChanges(projection.tables, changes);
    return projection.tables.map((table): [string, Row[]] => [
      table.name,
      ordered(table, rows.get(table.name)?.values() ?? []),
    ]);
  });
  return Object.fromEntries(tables);
};

/** What the rows are. */
export const rowsIn = async (db: Db, projections: readonly Projection[] = PROJECTIONS): Promise<Tables> => {
  const tables: [string, Row[]][] = [];
  for (const { tables: declared, version } of projections) {
    for (const table of declared) {
      const { rows } = await db.query<Row>(`select * from ${physicalTable(table.name, version)}`);
      tables.push([table.name, ordered(table, rows)]);
    }
  }
  return Object.fromEntries(tables);
};
