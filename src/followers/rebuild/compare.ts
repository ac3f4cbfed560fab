// Compares two versions of a table, row by row and column by column, in the caller's transaction. Promises:
// every row of both is looked at; only columns that both have are compared. It writes nothing.
import type { Db } from '#platform/postgres/db.js';
import type { Row, Table } from '#projections/kit/table.js';

/** A row that is not the same in both. */
export interface Difference {
  readonly key: Row;
  /** Null: only the other has it. */
  readonly before: Row | null;
  readonly after: Row | null;
  /** Columns that differ; empty when only one has the row. */
  readonly columns: readonly string[];
}

export interface TableComparison {
  readonly table: string;
  /** Rows. */
  readonly before: number;
  readonly after: number;
  readonly onlyBefore: number;
  readonly onlyAfter: number;
  /** Rows that differ, by column; columns without any are left out. */
  readonly columns: Readonly<Record<string, number>>;
  /** The first ones in the order of the key. */
  readonly samples: readonly Difference[];
}

export interface Compared {
  readonly table: Table;
  /** Names of the tables to compare. */
  readonly before: string;
  readonly after: string;
}

const SAMPLES = 5;

const columnsOf = async (db: Db, physical: string): Promise<readonly string[]> => {
  const { rows } = await db.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [physical],
  );
  return rows.map(({ name }) => name);
};

/** Columns besides the key that both have, in the order of the declaration. */
const sharedColumns = async (db: Db, { table, before, after }: Compared): Promise<readonly string[]> => {
  const [one, other] = [await columnsOf(db, before), await columnsOf(db, after)];
  const names = Object.keys(table.columns);
  return names.filter((name) => !table.key.includes(name) && one.includes(name) && other.includes(name));
};

const joined = ({ table, before, after }: Compared): string =>
  `${before} b full join ${after} a on ${table.key.map((name) => `b.${name} = a.${name}`).join(' and ')}`;

const differs = (name: string): string => `b.${name} is distinct from a.${name}`;

type Counts = Readonly<Record<string, number>>;

const countAll = async (db: Db, compared: Compared, columns: readonly string[]): Promise<Counts> => {
  const [key = ''] = compared.table.key;
  const both = `b.${key} is not null and a.${key} is not null`;
  const counts = columns.map(
    (name, index) => `count(*) filter (where ${both} and ${differs(name)}) as c${index}`,
  );
  const { rows } = await db.query<Record<string, number>>(
    `select ${[`count(b.${key}) as before`, `count(a.${key}) as after`, `count(*) as total`, ...counts].join(', ')}
     from ${joined(compared)}`,
  );
  return rows[0] ?? {};
};

interface Found {
  readonly key: Row;
  readonly before: Row | null;
  readonly after: Row | null;
}

const changedColumns = ({ before, after }: Found, columns: readonly string[]): readonly string[] =>
  before && after
    ? columns.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    : [];

const findSamples = async (db: Db, compared: Compared, columns: readonly string[]): Promise<Difference[]> => {
  const { key } = compared.table;
  const keyOf = key.map((name) => `'${name}', coalesce(b.${name}, a.${name})`).join(', ');
  const missing = [`b.${key[0] ?? ''} is null`, `a.${key[0] ?? ''} is null`];
  const { rows } = await db.query<Found & Record<string, unknown>>(
    `select jsonb_build_object(${keyOf}) as key,
       case when b.${key[0] ?? ''} is not null then to_jsonb(b) end as before,
       case when a.${key[0] ?? ''} is not null then to_jsonb(a) end as after
     from ${joined(compared)} where ${[...missing, ...columns.map(differs)].join(' or ')}
     order by ${key.map((name) => `coalesce(b.${name}, a.${name})`).join(', ')} limit ${SAMPLES}`,
  );
  return rows.map((found) => ({ ...found, columns: changedColumns(found, columns) }));
};

/** What is not the same in two versions of a table. */
export const compareTable = async (db: Db, compared: Compared): Promise<TableComparison> => {
  const columns = await sharedColumns(db, compared);
  const { before = 0, after = 0, total = 0, ...counts } = await countAll(db, compared, columns);
  const different = columns
    .map((name, index): [string, number] => [name, counts[`c${index}`] ?? 0])
    .filter(([, rows]) => rows > 0);
  const [onlyBefore, onlyAfter] = [total - after, total - before];
  const equal = different.length === 0 && onlyBefore === 0 && onlyAfter === 0;
  return {
    table: compared.table.name,
    before,
    after,
    onlyBefore,
    onlyAfter,
    columns: Object.fromEntries(different),
    samples: equal ? [] : await findSamples(db, compared, columns),
  };
};

/** True when two versions of a table have the same rows. */
export const isEqual = ({ onlyBefore, onlyAfter, columns }: TableComparison): boolean =>
  onlyBefore === 0 && onlyAfter === 0 && Object.keys(columns).length === 0;
