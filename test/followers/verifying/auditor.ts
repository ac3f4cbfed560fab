import type pg from 'pg';
import type { Codec } from '#eventlog/codec.js';
import type { LogClient } from '#eventlog/log-client.js';
import type { Found } from '#followers/verifying/findings.js';
import { look } from '#followers/verifying/look.js';
import { PROJECTIONS } from '#projections/index.js';
import type { Projection } from '#projections/kit/projection.js';
import { codec as productCodec } from '#test/support/history.js';

export interface Audited {
  readonly client: LogClient;
  readonly pool: pg.Pool;
}

export interface AuditorOptions {
  readonly projections?: readonly Projection[];
  readonly codec?: Codec;
  readonly rows?: number;
  readonly atOnce?: number;
}

/** Looks once, as the verifier does again and again; answers what it found. */
export const lookAt = async (
  { client: log, pool }: Audited,
  options: AuditorOptions = {},
): Promise<Found[]> => {
  const { projections = PROJECTIONS, codec = productCodec, rows, atOnce } = options;
  const found: Found[] = [];
  const failures: unknown[] = [];
  const client = await pool.connect();
  try {
    await look({
      ...{ client, pool, log, codec, projections, rows, atOnce },
      signal: new AbortController().signal,
      onFound: (one) => found.push(one),
      onFailure: (error) => failures.push(error),
    });
  } finally {
    client.release();
  }
  if (failures.length > 0) throw new AggregateError(failures, 'It could not be compared.');
  return found;
};
