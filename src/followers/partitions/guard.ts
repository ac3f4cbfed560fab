// What may be followed in parts. Promises: where parts handle events of different streams in any order, the rows
// are the same as in the order of the log. It trusts what tables declare, and refuses the first change that is
// not as declared: nothing of it is written. Fails with NotDivisible, which says what to do.
import type { Change } from '#projections/kit/change.js';
import type { Projection } from '#projections/kit/projection.js';
import type { Table } from '#projections/kit/table.js';
import { NotDivisible } from '../errors.js';

const refusalOfTable = ({ name, writers, scopes }: Table, { categories }: Projection): string | undefined => {
  if (writers === 'ordered') return `the rows of ${name} depend on the order of events of different streams`;
  if (writers === 'shared')
    return scopes.length === 0 ? undefined : `events of any stream choose rows of ${name} by a column`;
  return categories.includes(writers.single)
    ? undefined
    : `${name} is written by streams of ${writers.single}, which the projection does not follow`;
};

/** Why the projection is followed as a whole; undefined: it may be followed in parts. */
export const refusalOf = (projection: Projection): string | undefined =>
  projection.tables.map((table) => refusalOfTable(table, projection)).find((why) => why !== undefined);

/** The projections that are followed as a whole, and why. */
export const indivisible = (
  projections: readonly Projection[],
): readonly { readonly name: string; readonly reason: string }[] =>
  projections.flatMap((projection) => {
    const reason = refusalOf(projection);
    return reason === undefined ? [] : [{ name: projection.name, reason }];
  });

const COUNTING: readonly Change['op'][] = ['add', 'most', 'least'];

/** What a change does to a shared table, as far as it commutes; undefined: it does not. */
const wayOf = ({ op }: Change): 'count' | 'keep' | undefined => {
  if (op === 'keep') return op;
  return COUNTING.includes(op) ? 'count' : undefined;
};

const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));

/** Looks at the changes each event makes. Throws `NotDivisible` for one that parts must not make. */
export const createGuard = (projection: Projection) => {
  const tables = new Map(projection.tables.map((table) => [table.name, table]));
  const ways = new Map<string, 'count' | 'keep'>();
  const refuse = (why: string): never => {
    throw new NotDivisible(projection.name, why);
  };
  const checkShared = ({ name }: Table, change: Change): void => {
    const way = wayOf(change);
    if (!way) return refuse(`shared rows of ${name} are changed by ${change.op}`);
    const before = ways.get(name) ?? way;
    if (before !== way) return refuse(`rows of ${name} are both kept and counted in`);
    ways.set(name, way);
  };
  return (stream: string, changes: readonly Change[]): void => {
    for (const change of changes) {
      const table = tables.get(change.table);
      if (!table) continue;
      if (typeof table.writers === 'string') checkShared(table, change);
      else if (table.writers.single !== categoryOf(stream))
        refuse(`rows of ${table.name} are changed by a stream of ${categoryOf(stream)}`);
    }
  };
};
