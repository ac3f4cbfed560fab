// Finds the event that made each of some rows what the code says it is: the last one that changed a column in
// question, or the row as a whole. Promises: it asks the code of this process, and the log only; nothing is
// written. One pass over the categories of the projection.
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import type { RowChange, ScopeChange } from '#projections/kit/change.js';
import { subjectOf } from '#projections/kit/apply-changes.js';
import { evolveRow } from '#projections/kit/evolve-row.js';
import type { Projection } from '#projections/kit/projection.js';
import { keyText, type Row, type Table } from '#projections/kit/table.js';
import { isReadable, type Followed } from '../decode.js';
import { changesOf } from '../subject.js';
import type { Difference } from './compare.js';
import { eachChunk, type History } from './history.js';

/** An event, for a person who looks for it. */
export interface Culprit {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly created: string;
}

/** One row in question, on its way through the history. */
interface Suspect {
  readonly table: Table;
  readonly key: string;
  readonly columns: readonly string[];
  row: Row | undefined;
  culprit: Culprit | null;
}

const culpritOf = ({ id, event, stream, revision, created }: RecordedEvent): Culprit => ({
  id,
  type: event.type,
  stream,
  revision,
  created: created.toISOString(),
});

const matters = ({ columns }: Suspect, before: Row | undefined, after: Row | undefined): boolean =>
  before === undefined || after === undefined || columns.length === 0
    ? before !== after
    : columns.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));

const isOf = (row: Row, { where }: ScopeChange): boolean =>
  Object.entries(where).every(([name, value]) => row[name] === value);

const afterScope = (row: Row | undefined, change: ScopeChange): Row | undefined => {
  if (row === undefined || !isOf(row, change)) return row;
  return change.op === 'removeAll' ? undefined : { ...row, ...change.set };
};

const afterChange = ({ table, key, row }: Suspect, change: RowChange): Row | undefined =>
  keyText(table, subjectOf(change)) === key ? evolveRow(table, row, change) : row;

const follow = (suspect: Suspect, projection: Projection, recorded: RecordedEvent): void => {
  const before = suspect.row;
  for (const change of changesOf(projection, recorded)) {
    if (change.table !== suspect.table.name) continue;
    const isScope = change.op === 'patchAll' || change.op === 'removeAll';
    suspect.row = isScope ? afterScope(suspect.row, change) : afterChange(suspect, change);
  }
  if (matters(suspect, before, suspect.row)) suspect.culprit = culpritOf(recorded);
};

export interface Question {
  readonly table: Table;
  readonly difference: Difference;
}

/** For each difference its event; null: no event makes such a row, or ever did. */
export const findCulprits = async (
  projection: Projection,
  questions: readonly Question[],
  history: Omit<History, 'categories'>,
): Promise<readonly (Culprit | null)[]> => {
  const suspects = questions.map(({ table, difference: { key, columns } }): Suspect => {
    return { table, key: keyText(table, key), columns, row: undefined, culprit: null };
  });
  const look = (events: readonly Followed[]): Promise<void> => {
    for (const recorded of events.filter(isReadable)) {
      for (const suspect of suspects) follow(suspect, projection, recorded);
    }
    return Promise.resolve();
  };
  await eachChunk({ ...history, categories: projection.categories }, look);
  return suspects.map(({ culprit }) => culprit);
};
