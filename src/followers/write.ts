// Writes what a batch was folded to: one statement per table, step and kind of change, rows in the order of
// their keys so that two writers cannot block each other. Promises: exactly the rows the changes say, in the
// caller's transaction; all statements are sent before the first is answered (one round trip, where the
// connection is pipelined). Fails with what Postgres says, or with PoisonChange when a row that must exist is
// missing.
import { sha256 } from '#platform/hash.js';
import { groupBy } from '#platform/group-by.js';
import type { RowChange, ScopeChange } from '#projections/kit/change.js';
import { subjectOf } from '#projections/kit/apply-changes.js';
import { PoisonChange } from '#projections/kit/evolve-row.js';
import type { Row } from '#projections/kit/table.js';
import type { Step, TablePlan, Target } from './fold.js';
import { scopeRow, scopeStatement, statementFor, type Shape } from './statements.js';

/** One connection in a transaction, able to keep a statement prepared under a name. */
export interface Writer {
  query(statement: {
    readonly name: string;
    readonly text: string;
    readonly values: unknown[];
  }): Promise<{ readonly rowCount: number | null }>;
}

const names = new Map<string, string>();

/** Postgres keeps the plan of a statement under its name, for as long as the connection lives. */
const nameOf = (text: string): string => {
  const known = names.get(text);
  if (known) return known;
  const name = `follow_${sha256(text).slice(0, 24)}`;
  names.set(text, name);
  return name;
};

const send = async (writer: Writer, text: string, rows: readonly Row[]): Promise<number> => {
  const result = await writer.query({ name: nameOf(text), text, values: [JSON.stringify(rows)] });
  return result.rowCount ?? 0;
};

/**
 * Waits for statements sent together. Throws what the first of them failed with: the others failed because of
 * it.
 */
export const answersOf = async (sent: readonly Promise<unknown>[]): Promise<void> => {
  for (const answer of await Promise.allSettled(sent)) {
    if (answer.status === 'rejected') throw answer.reason;
  }
};

const shapeOf = (change: RowChange): Shape => {
  switch (change.op) {
    case 'patch':
      return { op: 'patch', columns: Object.keys(change.set), sums: Object.keys(change.plus) };
    case 'add':
      return { op: 'add', columns: [], sums: Object.keys(change.by) };
    case 'most':
    case 'least':
      return { op: change.op, columns: Object.keys(change.of), sums: [] };
    case 'put':
    case 'keep':
    case 'remove':
      return { op: change.op, columns: [], sums: [] };
  }
};

const valuesOf = (change: RowChange): Row => {
  switch (change.op) {
    case 'patch':
      return { ...change.key, ...change.set, ...change.plus };
    case 'add':
      return { ...change.key, ...change.by };
    case 'most':
    case 'least':
      return { ...change.key, ...change.of };
    case 'put':
    case 'keep':
    case 'remove':
      return subjectOf(change);
  }
};

const inKeyOrder = (rows: ReadonlyMap<string, readonly RowChange[]>): RowChange[] =>
  [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, changes]) => changes);

const writeShape = async (writer: Writer, target: Target, changes: readonly RowChange[]): Promise<void> => {
  const [first] = changes;
  if (!first) return;
  const written = await send(writer, statementFor(target, shapeOf(first)), changes.map(valuesOf));
  if (first.op === 'patch' && written !== changes.length)
    throw new PoisonChange(`${target.physical} lacks ${changes.length - written} of the rows to patch.`);
};

/** No batch of the log has as many rows; a rebuild has, and one value of a statement has a largest size. */
const ROWS_AT_ONCE = 2_000;

const slicesOf = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  items.length <= ROWS_AT_ONCE
    ? [items]
    : [items.slice(0, ROWS_AT_ONCE), ...slicesOf(items.slice(ROWS_AT_ONCE))];

const sendRows = (writer: Writer, target: Target, changes: readonly RowChange[]): Promise<void>[] => {
  const shapes = groupBy(changes, (change) => {
    const { op, columns, sums } = shapeOf(change);
    return JSON.stringify([op, [...columns].sort(), [...sums].sort()]);
  });
  return [...shapes.values()].flatMap(slicesOf).map((slice) => writeShape(writer, target, slice));
};

/** Nothing to set is nothing to do: SQL has no statement for it. */
const setsNothing = (change: ScopeChange): boolean =>
  change.op === 'patchAll' && Object.keys(change.set).length === 0;

const sendStep = (writer: Writer, target: Target, step: Step): Promise<unknown>[] => {
  if ('rows' in step) return sendRows(writer, target, inKeyOrder(step.rows));
  if (setsNothing(step.scope)) return [];
  return [send(writer, scopeStatement(target, step.scope), [scopeRow(step.scope)])];
};

/** Sends all plans, one table after another; the answers in the order of the statements, for `answersOf`. */
export const sendPlans = (writer: Writer, plans: readonly TablePlan[]): Promise<unknown>[] =>
  plans.flatMap((plan) => plan.steps.flatMap((step) => sendStep(writer, plan, step)));
