import { viewName } from './ddl.js';
import type { Projection } from './projection.js';
import type { RowOf, Table } from './table.js';

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : S;

/** A row as queries hand it out: columns in camelCase. */
export type Answer<T extends Table> = {
  readonly [N in keyof RowOf<T> & string as Camel<N>]: RowOf<T>[N];
};

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** `alias.owner_id as ownerId` and so on: what to select for an `Answer`. */
export const columnsAs = (alias: string, { columns }: Table): readonly string[] =>
  Object.keys(columns).map((name) => `${alias}.${name} as ${camel(name)}`);

/** Names of the views that queries read, by table. */
export const viewOf =
  ({ shape }: Projection) =>
  ({ name }: Table): string =>
    viewName(name, shape);
