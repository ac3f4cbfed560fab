// Has a projection followed in another number of parts. Promises: only when this session holds all parts there
// are and they have handled the very same events; the new parts begin where the old ones ended, in one
// transaction with their end, so that no event is lost or handled twice. Whoever still believes in the old parts
// writes nothing: their checkpoints are gone. Fails with CheckpointMoved when somebody was faster.
import type pg from 'pg';
import { fault } from '#platform/fault.js';
import { groupBy } from '#platform/group-by.js';
import { lockKey, type Checkpoint } from '../checkpoint.js';
import { DEPLOYMENTS_CHANNEL } from '../deployments/registry.js';
import { CheckpointMoved } from '../errors.js';
import type { Subject } from '../subject.js';
import { partitionOf, partitionsOf, samePart } from './partition.js';

const END = `
delete from checkpoints where projection = $1 and version = $2 and partitions = $3
  and event_id is not distinct from $4 and commit_position is not distinct from $5
returning active, events_handled`;

/** What the old parts have handled is told by the first of the new. */
const BEGIN = `
insert into checkpoints (projection, version, partition, partitions, lock_key, active, commit_position,
  prepare_position, event_id, stream, revision, events_handled)
select $1, $2, r.partition, $3, r.lock_key, $4, $5, $6, $7, $8, $9, case when r.partition = 0 then $10 else 0 end
from jsonb_to_recordset($11::jsonb) as r (partition int, lock_key int)`;

interface Division {
  readonly name: string;
  readonly version: number;
  readonly from: number;
  readonly to: number;
  readonly at: Checkpoint['at'];
}

const placeOf = ({ at }: Division) => [
  at?.position.commit.toString() ?? null,
  at?.position.prepare.toString() ?? null,
  at?.eventId ?? null,
  at?.stream ?? null,
  at?.revision ?? null,
];

const divide = async (client: pg.ClientBase, division: Division): Promise<void> => {
  const { name, version, from, to, at } = division;
  const [commit] = placeOf(division);
  await client.query('begin');
  const ended = await client.query<{ active: boolean; events_handled: number }>(END, [
    ...[name, version, from],
    ...[at?.eventId ?? null, commit],
  ]);
  if (ended.rows.length !== from) throw new CheckpointMoved();
  const active = ended.rows.some((row) => row.active);
  const events = ended.rows.reduce((sum, row) => sum + row.events_handled, 0);
  const parts = partitionsOf(to).map((partition) => ({
    partition: partition.index,
    lock_key: lockKey({ name, version, partition }),
  }));
  const begun = [name, version, to, active, ...placeOf(division), events, JSON.stringify(parts)];
  await client.query(BEGIN, begun);
  await client.query('select pg_notify($1, $2)', [DEPLOYMENTS_CHANNEL, name]);
  fault('before-division');
  await client.query('commit');
  fault('after-division');
};

/** The division that is wanted and possible; undefined: parts are held by others, or are not together yet. */
const divisionOf = (parts: readonly Subject[], checkpoints: readonly Checkpoint[]): Division | undefined => {
  const [one] = parts;
  const from = one && partitionOf(one).of;
  if (one?.wanted === undefined || parts.length !== from) return undefined;
  const { name, version, wanted: to } = one;
  const own = checkpoints.filter((known) => known.projection === name && known.version === version);
  const places = parts.map((part) => own.find((known) => samePart(known, part))?.at ?? null);
  const [at = null] = places;
  return places.every((place) => place?.eventId === at?.eventId)
    ? { name, version, from, to, at }
    : undefined;
};

const versionsOf = (held: readonly Subject[]) => [
  ...groupBy(held, ({ name, version }) => `${name}@${version}`).values(),
];

/** True when all parts of something are held that are to be others: they only have to come together. */
export const isPending = (held: readonly Subject[]): boolean =>
  versionsOf(held).some(([one, ...others]) => {
    return one?.wanted !== undefined && others.length + 1 === partitionOf(one).of;
  });

/** Divides what can be of what this session holds. True: there is something else to hold now. */
export const redivide = async (
  client: pg.ClientBase,
  held: readonly Subject[],
  checkpoints: readonly Checkpoint[],
): Promise<boolean> => {
  const divisions = versionsOf(held).flatMap((parts) => divisionOf(parts, checkpoints) ?? []);
  for (const division of divisions) await divide(client, division);
  return divisions.length > 0;
};
