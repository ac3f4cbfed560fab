import type { JsonValue } from '#domain/kit/json.js';

interface ColumnValues {
  bigint: number;
  text: string;
  boolean: boolean;
  /** ISO 8601, UTC, milliseconds. */
  timestamptz: string;
  jsonb: JsonValue;
}
export type ColumnType = keyof ColumnValues;

export interface Column {
  readonly type: ColumnType;
  readonly nullable: boolean;
  /**
   * What a row that a counter creates starts with; without one, and not nullable, only `put` and `keep`
   * create rows.
   */
  readonly default?: JsonValue;
}
export type Columns = Readonly<Record<string, Column>>;

/** A value as a row holds it. */
export type Value = JsonValue;
export type Row = Readonly<Record<string, Value>>;

/** An index of some rows. Queries say the condition in the same words, or Postgres does not use it. */
export interface PartialIndex<N extends string = string> {
  readonly columns: readonly N[];
  /** SQL over the columns of one row; empty: all rows. */
  readonly where: string;
}

type Index<N extends string = string> = readonly N[] | PartialIndex<N>;

/**
 * `single`: streams of that category, each row by one stream; rows that `patchAll` and `removeAll` choose are
 * those of the stream, too. `shared`: any stream, and every change commutes with those of other streams: the
 * table is counted in (`add`, `most`, `least`), or kept (`keep`, where rows of one key are equal). `ordered`: any
 * stream, in the order of the log; such a table cannot be filled in parts.
 */
export type Writers = { readonly single: string } | 'shared' | 'ordered';

export interface Table<C extends Columns = Columns, K extends string = string> {
  readonly name: string;
  readonly columns: C;
  readonly key: readonly K[];
  readonly indexes: readonly Index[];
  /** Columns that `patchAll` and `removeAll` may select by; each has an index, or the key begins with it. */
  readonly scopes: readonly string[];
  /** Text columns that are searched together by their words (`searchText`); they get one index. */
  readonly search: readonly string[];
  /** Whose streams write its rows: see `Writers`. */
  readonly writers: Writers;
  /** Column with the one account a row belongs to: the table is behind the second wall (wall.ts). Null: it is not. */
  readonly owner: string | null;
}

type ValueOf<C extends Column> = C['nullable'] extends true
  ? ColumnValues[C['type']] | null
  : ColumnValues[C['type']];

export type RowOf<T extends Table> = { readonly [N in keyof T['columns']]: ValueOf<T['columns'][N]> };
export type KeyOf<T extends Table> = Pick<RowOf<T>, T['key'][number]>;

type NumberColumn<T extends Table> = {
  [N in keyof T['columns']]: T['columns'][N]['type'] extends 'bigint' ? N : never;
}[keyof T['columns']];
export type CountsOf<T extends Table> = { readonly [N in NumberColumn<T>]?: number };

type NullableColumn<T extends Table> = {
  [N in keyof T['columns']]: T['columns'][N]['nullable'] extends true ? N : never;
}[keyof T['columns']];
/**
 * Only columns that begin as null: a default would be one of the values compared, or not, by who makes the
 * row.
 */
export type LimitsOf<T extends Table> = {
  readonly [N in NullableColumn<T>]?: NonNullable<RowOf<T>[N]>;
};

const column = <const T extends ColumnType>(type: T) => ({ type, nullable: false }) as const;

/** Integers of any size: what an event allows up to 2^53 must never overflow a column. */
export const bigint = column('bigint');
export const text = column('text');
export const boolean = column('boolean');
export const timestamptz = column('timestamptz');
export const jsonb = column('jsonb');
/** A number that `add` changes. */
export const counter = { ...bigint, default: 0 } as const;
export const nullable = <const T extends ColumnType>({ type }: { readonly type: T }) =>
  ({ type, nullable: true }) as const;

interface Declaration<C extends Columns, K extends string> {
  readonly name: string;
  readonly columns: C;
  readonly key: readonly K[];
  readonly writers: Table['writers'];
  readonly indexes?: readonly Index<keyof C & string>[];
  readonly scopes?: readonly (keyof C & string)[];
  readonly search?: readonly (keyof C & string)[];
  readonly owner?: keyof C & string;
}

export const table = <const C extends Columns, const K extends keyof C & string>(
  declaration: Declaration<C, K>,
): Table<C, K> => ({ indexes: [], scopes: [], search: [], owner: null, ...declaration });

/** The indexes of a table besides its key and its words. */
export const indexesOf = ({ key, scopes, indexes }: Table): readonly PartialIndex[] => [
  ...scopes.filter((scope) => scope !== key[0]).map((scope) => ({ columns: [scope], where: '' })),
  ...indexes.map((index) => ('columns' in index ? index : { columns: index, where: '' })),
];

/** Text that tells the rows of a table apart. */
export const keyText = ({ key }: Table, row: Row): string => {
  const [name, ...others] = key;
  const only = name !== undefined && others.length === 0 ? row[name] : undefined;
  // Most keys: the same text, made sooner.
  if (Number.isSafeInteger(only)) return `[${only as number}]`;
  return JSON.stringify(key.map((one) => row[one] ?? null));
};
