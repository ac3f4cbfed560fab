import { PROJECTIONS } from './index.js';

/** Tables whose rows belong to exactly one account each, without version: behind the second wall. */
export const WALLED: readonly string[] = PROJECTIONS.flatMap(({ tables }) =>
  tables.filter(({ owner }) => owner !== null).map(({ name }) => name),
);
