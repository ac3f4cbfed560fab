import { readdirSync, readFileSync } from 'node:fs';
import type { JsonObject } from '#domain/kit/json.js';

/** One stored example of an event: data of `type` as schema version `schema` wrote them. */
export interface GoldenEvent {
  readonly file: string;
  readonly type: string;
  readonly schema: number;
  readonly data: JsonObject;
}

/** The name of the file that holds the example. */
export const goldenFile = (type: string, schema: number): string => `${type}.v${schema}.json`;

// Seen from dist/test/support, where this file runs.
const FOLDER = new URL('../../../test/golden/events/', import.meta.url);

/** Examples of the versions that are written today: each type's newest. */
export const writtenToday = (events: readonly GoldenEvent[]): readonly GoldenEvent[] =>
  events.filter(({ type, schema }) => events.every((other) => other.type !== type || other.schema <= schema));

/** Every example of test/golden/events. A file that is not named `<Type>.v<schema>.json` throws. */
export const goldenEvents = (): readonly GoldenEvent[] =>
  readdirSync(FOLDER).map((file) => {
    const [, type, schema] = /^([A-Z]\w*)\.v([1-9]\d*)\.json$/.exec(file) ?? [];
    if (!type || !schema) throw new Error(`${file} is no golden event: <Type>.v<schema>.json`);
    const data: JsonObject = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
    return { file, type, schema: Number(schema), data };
  });
