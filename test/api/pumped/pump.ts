// Runs in a thread of its own, so that a pattern that does not end can be ended. Says what it is about to check.
import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { productRoutes } from '../support.js';

const LENGTH = 100_000;
const SEEDS = [
  'a',
  ' ',
  '0',
  '-',
  '.',
  '#',
  '/',
  '%',
  'é',
  'a@',
  'a.',
  '1-',
  '\n',
  'http://a/',
  '2026-01-01T',
];
const ENDS = ['', '!', '\0'];

const TEXTS = SEEDS.flatMap((seed) =>
  ENDS.map((end) => seed.repeat(Math.ceil(LENGTH / seed.length)).slice(0, LENGTH) + end),
);

/** The schemas of fields below an object's; the field itself where it is no object. */
const fieldsOf = (schema: z.core.$ZodType | undefined): readonly [string, z.ZodType][] =>
  schema instanceof z.ZodObject ? Object.entries<z.ZodType>(schema.shape) : [];

const seen = new Set<z.ZodType>();
for (const { name, body, query, params } of productRoutes()) {
  const fields = [body, query, params].flatMap((schema) => [
    ...fieldsOf(schema),
    ...fieldsOf(schema instanceof z.ZodPipe ? schema.in : undefined),
  ]);
  for (const [field, schema] of fields) {
    if (seen.has(schema)) continue;
    seen.add(schema);
    for (const text of TEXTS) {
      parentPort?.postMessage(`${name}.${field}`);
      schema.safeParse(text);
      schema.safeParse([text]);
    }
  }
}
parentPort?.postMessage('');
