import type pg from 'pg';
import type { Position } from '#platform/position.js';
import { LOCK_CLASS } from './checkpoint.js';
import { partText } from './partitions/partition.js';
import type { Board, Seen } from './progress-board.js';

const ANSWER_MS = 500;

const POLL = `
select c.projection, c.partition, c.partitions, c.commit_position::text as commit, c.prepare_position::text as prepare, c.lag_ms,
  (extract(epoch from clock_timestamp() - c.updated_at) * 1000)::bigint as silent_ms,
  l.objid is not null as live
from checkpoints c
left join pg_locks l on l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid::bigint = $1
  and l.database = (select oid from pg_database where datname = current_database())
  and l.objid::bigint = c.lock_key
where c.active`;

interface Polled {
  readonly projection: string;
  readonly partition: number;
  readonly partitions: number;
  readonly commit: string | null;
  readonly prepare: string | null;
  readonly lag_ms: number | null;
  readonly silent_ms: number;
  readonly live: boolean;
}

const positionOf = ({ commit, prepare }: Polled): Position | null =>
  commit === null || prepare === null ? null : { commit: BigInt(commit), prepare: BigInt(prepare) };

const seenOf = (row: Polled): Seen => {
  const { projection, partition: index, partitions: of, live, lag_ms: lagMs, silent_ms: silentMs } = row;
  const part = projection + partText({ partition: { index, of } });
  return { projection, part, of, position: positionOf(row), live, lagMs, silentMs };
};

const inTime = async (work: Promise<void>, milliseconds: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new Error(`Postgres did not answer within ${milliseconds} ms.`);
    timer = setTimeout(() => reject(error), milliseconds);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/**
 * Reads where the active projections are and whether followers hold them. Rejects soon when Postgres does not
 * answer; a question it has not answered yet is not asked again, so that a frozen server does not use up the
 * pool.
 */
export const createPoller = (pool: pg.Pool, board: Board): (() => Promise<void>) => {
  let asked: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    const life = board.life();
    const { rows } = await pool.query<Polled>(POLL, [LOCK_CLASS]);
    if (board.life() !== life) throw new Error('Postgres was lost while it was asked.');
    board.learn(rows.map(seenOf));
  };
  return () => {
    asked ??= ask().finally(() => {
      asked = undefined;
    });
    return inTime(asked, ANSWER_MS);
  };
};
