// Folds the changes of a batch: as few changes per row as can be. Promises: carrying out the steps of each
// table in order leaves the rows that the changes one after another would leave. Tables do not depend on each
// other. It writes nothing. Fails with PoisonChange when a change can never work.
import { groupBy } from '#platform/group-by.js';
import { subjectOf } from '#projections/kit/apply-changes.js';
import type { Change, RowChange, ScopeChange } from '#projections/kit/change.js';
import { PoisonChange } from '#projections/kit/evolve-row.js';
import { keyText, type Table } from '#projections/kit/table.js';
import { combine } from './combine.js';

/** A table and the name it has in the database. */
export interface Target {
  readonly table: Table;
  readonly physical: string;
}

/** Either changes of different rows, in any order, or one change of many rows. */
export type Step =
  { readonly rows: ReadonlyMap<string, readonly RowChange[]> } | { readonly scope: ScopeChange };

export interface TablePlan extends Target {
  readonly steps: readonly Step[];
}

const extend = (table: Table, rows: Map<string, readonly RowChange[]>, change: RowChange): boolean => {
  const key = keyText(table, subjectOf(change));
  const planned = combine(table, rows.get(key) ?? [], change);
  if (planned) rows.set(key, planned);
  return planned !== undefined;
};

/** The steps of one table. A change that does not go with what is planned for its row begins a new one. */
const foldTable = (table: Table, changes: readonly Change[]): readonly Step[] => {
  const steps: Step[] = [];
  let open: Map<string, readonly RowChange[]> | undefined;
  for (const change of changes) {
    if (change.op === 'patchAll' || change.op === 'removeAll') {
      steps.push({ scope: change });
      open = undefined;
      continue;
    }
    if (open && extend(table, open, change)) continue;
    open = new Map();
    extend(table, open, change);
    steps.push({ rows: open });
  }
  return steps;
};

/** What to write, table by table and always in the order of `targets`; those by logical name. */
export const fold = (targets: ReadonlyMap<string, Target>, changes: readonly Change[]): TablePlan[] => {
  const byTable = groupBy(changes, ({ table }) => table);
  const unknown = [...byTable.keys()].find((name) => !targets.has(name));
  if (unknown !== undefined) throw new PoisonChange(`There is no table ${unknown}.`);
  return [...targets].flatMap(([name, target]) => {
    const ofTable = byTable.get(name);
    return ofTable ? [{ ...target, steps: foldTable(target.table, ofTable) }] : [];
  });
};
