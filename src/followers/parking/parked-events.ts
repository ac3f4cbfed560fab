// The table `parked_events`: what waits, per version of a projection or reactor. Promises: an entry is written
// and taken away in the transaction that moves the checkpoint over its cause; one beyond the checkpoint is of
// a computation that was begun anew, and goes. Payloads stay in the log.
import type pg from 'pg';
import type { Db } from '#platform/postgres/db.js';
import { typeOf } from '../decode.js';
import { isInPart, partitionOf } from '../partitions/partition.js';
import type { Subject } from '../subject.js';
import { EMPTY_PARK, grow, growing, parkKey, type Park, type Parked, type Parking } from './park.js';
import type { Poison } from './poison.js';

type Versioned = Pick<Subject, 'name' | 'version' | 'partition'>;

const named = (subjects: readonly Versioned[]): string =>
  JSON.stringify(subjects.map(({ name, version }) => ({ projection: name, version })));

const isOf = (subject: Versioned, { stream }: { readonly stream: string }): boolean =>
  isInPart(partitionOf(subject), stream);

/** What came after the checkpoint of a subject, of its own streams or not. */
const BEYOND = `
select p.event_id as "eventId", p.stream from parked_events p join checkpoints c using (projection, version)
where p.projection = $1 and p.version = $2 and c.partition = $3
  and (c.commit_position is null or p.commit_position > c.commit_position)`;

const forgetBeyond = async (db: Db, subject: Versioned): Promise<void> => {
  const { name, version } = subject;
  const values = [name, version, partitionOf(subject).index];
  const { rows } = await db.query<Pick<Entry, 'eventId' | 'stream'>>(BEYOND, values);
  const ids = rows.filter((row) => isOf(subject, row)).map(({ eventId }) => eventId);
  await removeEntries(db, subject, ids);
};

const LOAD = `
select p.projection, p.version, p.stream, array_agg(distinct t.touch) filter (where t.touch is not null) as touches
from parked_events p
join jsonb_to_recordset($1::jsonb) as r (projection text, version int) using (projection, version)
left join lateral unnest(p.touches) as t (touch) on true
group by p.projection, p.version, p.stream`;

interface Loaded {
  projection: string;
  version: number;
  stream: string;
  touches: string[] | null;
}

/** What waits for these subjects, whose checkpoints are taken over already. */
export const loadParking = async (db: Db, subjects: readonly Subject[]): Promise<Parking> => {
  for (const subject of subjects) await forgetBeyond(db, subject);
  const { rows } = await db.query<Loaded>(LOAD, [named(subjects)]);
  const loaded = (subject: Subject): Park => {
    const { name, version } = subject;
    const park = growing(EMPTY_PARK);
    const all = rows.filter((row) => row.projection === name && row.version === version);
    const own = all.filter((row) => isOf(subject, row));
    grow(
      park,
      own.map(({ stream, touches }) => ({ stream, touches: touches ?? [] })),
    );
    return park;
  };
  return new Map(subjects.map((subject) => [parkKey(subject), loaded(subject)]));
};

const INSERT = `
insert into parked_events (projection, version, logic, event_id, stream, revision, commit_position, prepare_position,
  type, code, message, attempts, touches)
select $2, $3, $4, r.event_id, r.stream, r.revision, r.commit, r.prepare, r.type, r.code, r.message, r.attempts, r.touches
from jsonb_to_recordset($1::jsonb) as r (event_id uuid, stream text, revision bigint, commit bigint,
  prepare bigint, type text, code text, message text, attempts int, touches text[])`;

const asRow = ({ event, touches, poison }: Parked) => ({
  event_id: event.id,
  stream: event.stream,
  revision: event.revision,
  commit: event.position.commit.toString(),
  prepare: event.position.prepare.toString(),
  type: typeOf(event),
  code: poison?.code ?? null,
  message: poison?.message ?? null,
  attempts: poison ? 1 : 0,
  touches: [...new Set(touches)],
});

/** In the caller's transaction. */
export const insertParked = async (
  client: pg.ClientBase,
  { name, version, logic }: Subject,
  parked: readonly Parked[],
): Promise<void> => {
  if (parked.length === 0) return;
  const values = [JSON.stringify(parked.map(asRow)), name, version, logic];
  await client.query({ name: 'park', text: INSERT, values });
};

/** One event that waits, as the table knows it. */
export interface Entry {
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;
  readonly touches: readonly string[];
  /** False: it waits behind another one. */
  readonly poisoned: boolean;
}

const READ = `
select event_id as "eventId", stream, revision, touches, code is not null as poisoned
from parked_events where projection = $1 and version = $2 order by commit_position, prepare_position`;

/** All that waits for a subject, in the order of the log; of a part, its own. */
export const readEntries = async (client: pg.ClientBase, subject: Versioned): Promise<readonly Entry[]> => {
  const { rows } = await client.query<Entry>(READ, [subject.name, subject.version]);
  return rows.filter((row) => isOf(subject, row));
};

/** Takes entries away: their events were handled, or are left out for good. */
export const removeEntries = async (
  db: Db,
  { name, version }: Versioned,
  eventIds: readonly string[],
): Promise<void> => {
  if (eventIds.length === 0) return;
  const text = 'delete from parked_events where projection = $1 and version = $2 and event_id = any($3)';
  await db.query(text, [name, version, eventIds]);
};

const RENEW = `
update parked_events p set code = r.code, message = r.message, attempts = p.attempts + 1,
  tried_at = clock_timestamp()
from jsonb_to_recordset($1::jsonb) as r (event_id uuid, code text, message text)
where p.projection = $2 and p.version = $3 and p.event_id = r.event_id`;

/** Notes that entries were tried again, and what they failed with. */
export const renewEntries = async (
  client: pg.ClientBase,
  { name, version }: Versioned,
  failures: readonly { readonly eventId: string; readonly poison: Poison }[],
): Promise<void> => {
  if (failures.length === 0) return;
  const rows = failures.map(({ eventId, poison }) => ({ event_id: eventId, ...poison }));
  await client.query(RENEW, [JSON.stringify(rows), name, version]);
};
