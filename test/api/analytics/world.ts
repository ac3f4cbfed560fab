import type { ApiClient } from '#test/support/api-client.js';
import type { System } from '#test/support/system.js';

/** A system with a follower and a worker, and its API: there once the tests run. */
export interface World {
  readonly system: System;
  readonly api: ApiClient;
}

/** One field of each row of a list that was answered. */
export const column = (rows: unknown, name: string): unknown[] =>
  (rows as readonly Readonly<Record<string, unknown>>[]).map((row) => row[name]);
