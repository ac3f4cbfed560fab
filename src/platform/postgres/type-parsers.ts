import pg from 'pg';

const { builtins } = pg.types;
const INT8_ARRAY = 1016;

/** An exact number, or a RangeError: a wrong id must never leave the database. */
const safeNumber = (text: string): number => {
  const number = Number(text);
  if (!Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER)
    throw new RangeError(`${text} from the database is beyond 2^53.`);
  return number;
};

/** Postgres writes `2026-02-08 08:00:00.123+00`. */
const instant = (text: string): string => {
  const date = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  if (Number.isNaN(date.getTime()))
    throw new RangeError(`${text} from the database is not an instant that has a date.`);
  return date.toISOString();
};

const int8Array = (text: string): (number | null)[] => {
  const inner = text.slice(1, -1);
  return inner === '' ? [] : inner.split(',').map((item) => (item === 'NULL' ? null : safeNumber(item)));
};

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [builtins.INT8, safeNumber],
  [builtins.NUMERIC, safeNumber],
  [builtins.TIMESTAMPTZ, instant],
  [INT8_ARRAY, int8Array],
]);

/**
 * How values leave the database everywhere in the product: bigint and numeric as numbers (a RangeError beyond 2^53),
 * instants as ISO 8601 text in UTC with milliseconds; everything else as `pg` does it.
 */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format): ((text: string) => unknown) =>
    PARSERS.get(oid) ?? (pg.types.getTypeParser(oid, format ?? 'text') as (text: string) => unknown),
};
