import { gzipSync } from 'node:zlib';

/** Numbers from 0 (included) to 1. */
export type Random = () => number;

export const pick = <T>(random: Random, items: readonly T[]): T =>
  items[Math.floor(random() * items.length)]!;
export const chance = (random: Random, probability: number): boolean => random() < probability;

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;

/** Values that no field wants, or few. */
const HOSTILE: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1.5, 1e308, 2 ** 53, -(2 ** 53), '', ' ', 'x', '\0', '\ud800', '\u202e'],
  ...['$all', '$$account-1', '../../etc/passwd', "' or 1=1 --", '<script>', '{{7*7}}', '=cmd()', '%00', '%'],
  ...['a'.repeat(10_000), '😀'.repeat(300), 'ﬀ', 'İ', '2026-02-30', '2026-01-01T00:00:00Z', '99999-01-01'],
  ...[[], [[]], {}, { a: { b: [] } }, nested(60), Array.from({ length: 2_000 }, () => 1)],
  ...[{ constructor: { prototype: { polluted: 1 } } }, JSON.parse('{"__proto__":{"polluted":1}}') as unknown],
];

export const hostile = (random: Random): unknown => pick(random, HOSTILE);
export const hostileText = (random: Random): string => {
  const value = hostile(random);
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** Other texts of a body, encodings and lengths included. */
export const brokenBody = (random: Random, text: string): string | Buffer =>
  pick<() => string | Buffer>(random, [
    () => text.slice(0, Math.floor(random() * text.length)),
    () => gzipSync(text),
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe, 0x00])]),
    () => `\ufeff${text}`,
    () => `${text}${text}`,
    () => '{"a":1,"a":2}',
    () => '{"name":"\\ud800"}',
    () => '{"__proto__":{"polluted":true},"name":1e400}',
    () => '['.repeat(20_000),
    () => '',
  ])();

type Schema = Readonly<Record<string, unknown>>;
type Resolve = (schema: Schema) => Schema;

const objectOf = (random: Random, { properties = {} }: Schema, resolve: Resolve): unknown => {
  const fields = Object.entries(properties as Record<string, Schema>);
  const made = fields
    .filter(() => chance(random, 0.8))
    .map(([name, schema]): [string, unknown] => [name, valueOf(random, schema, resolve)]);
  return Object.fromEntries(chance(random, 0.1) ? [...made, ['unknown', hostile(random)]] : made);
};

const plain = (random: Random, { type, minimum = 1, maxLength = 20 }: Schema): unknown => {
  if (type === 'integer' || type === 'number') return Number(minimum) + Math.floor(random() * 3);
  if (type === 'boolean') return chance(random, 0.5);
  if (type === 'string') return 'text '.repeat(Math.min(4, Number(maxLength) / 5)).trim();
  return type === 'null' ? null : hostile(random);
};

/** Mostly what the schema asks for, and now and then anything. */
export const valueOf = (random: Random, schema: Schema, resolve: Resolve): unknown => {
  if (chance(random, 0.12)) return hostile(random);
  const wanted = resolve(schema);
  const either = (wanted['anyOf'] ?? wanted['oneOf']) as Schema[] | undefined;
  if (either) return valueOf(random, pick(random, either), resolve);
  if (wanted['enum']) return pick(random, wanted['enum'] as unknown[]);
  if (wanted['format'] === 'email') return 'nobody@example.org';
  if (wanted['type'] === 'object') return objectOf(random, wanted, resolve);
  if (wanted['type'] !== 'array') return plain(random, wanted);
  return [1, 2].map(() => valueOf(random, (wanted['items'] ?? {}) as Schema, resolve));
};
