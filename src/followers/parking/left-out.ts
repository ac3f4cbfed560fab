import type { Codec } from '#eventlog/codec.js';
import type { Db } from '#platform/postgres/db.js';
import type { FollowedLog } from '../source.js';
import type { Subject } from '../subject.js';
import { skippedBy } from './decisions.js';

interface Place {
  readonly db: Db;
  readonly log: Pick<FollowedLog, 'readStream'>;
  readonly codec: Codec;
}

const WAITING = 'select event_id as id from parked_events where projection = $1 and version = $2';

/**
 * Ids of the events that the tables of a version do not hold: those that wait, and those that operators have
 * left out. Without them the rows are a fold of the log. Throws `SourceLost`.
 */
export const leftOut = async (
  { db, log, codec }: Place,
  subject: Pick<Subject, 'name' | 'version' | 'logic'>,
): Promise<ReadonlySet<string>> => {
  const { rows } = await db.query<{ id: string }>(WAITING, [subject.name, subject.version]);
  return new Set([...rows.map(({ id }) => id), ...(await skippedBy(log, codec, subject))]);
};
