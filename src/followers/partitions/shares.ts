// How processes share what is followed in parts. Promises: each share has one holder among the processes that
// know of the same shares, each holds as many as the others or one fewer, and the shares of one that is gone are
// taken over by the others: all of that within a look or two. It is advisory, like all locks of followers: what
// makes writing safe are the checkpoints.
import type pg from 'pg';
import type { Db } from '#platform/postgres/db.js';
import { sha256 } from '#platform/hash.js';
import type { Subject } from '../subject.js';
import { partText } from './partition.js';

/** Classes of advisory locks: who takes part, and who holds a share. */
const MEMBER_CLASS = 7_310_003;
const SHARE_CLASS = 7_310_004;

const keyOf = (text: string): number => Number.parseInt(sha256(text).slice(0, 8), 16) >>> 1;

/** What this process takes part in. */
interface Part {
  /** The same for all that would share the same things. */
  readonly member: number;
  readonly all: readonly string[];
  readonly held: readonly string[];
}

const NOTHING: Part = { member: 0, all: [], held: [] };

const LOCKS = `
select classid::bigint::int as class, objid::bigint::int as key, pid = pg_backend_pid() as own from pg_locks
where locktype = 'advisory' and granted and objsubid = 2
  and database = (select oid from pg_database where datname = current_database())
  and (classid::bigint = $1 and objid::bigint = $2 or classid::bigint = $3 and objid::bigint = any($4::bigint[]))`;

interface Seen {
  /** How many a process may hold. */
  readonly limit: number;
  readonly isTaken: (share: string) => boolean;
}

const look = async (db: Db, { member, all }: Pick<Part, 'member' | 'all'>): Promise<Seen> => {
  const keys = new Map(all.map((share) => [share, keyOf(`${member} ${share}`)]));
  const values = [MEMBER_CLASS, member, SHARE_CLASS, [...keys.values()]];
  const { rows } = await db.query<{ class: number; key: number }>(LOCKS, values);
  const members = rows.filter((row) => row.class === MEMBER_CLASS).length;
  const taken = new Set(rows.filter((row) => row.class === SHARE_CLASS).map(({ key }) => key));
  return {
    limit: Math.ceil(all.length / Math.max(1, members)),
    isTaken: (share) => taken.has(keys.get(share) ?? 0),
  };
};

const take = async (client: pg.ClientBase, { member }: Part, share: string): Promise<boolean> => {
  const text = 'select pg_try_advisory_lock($1, $2) as held';
  const { rows } = await client.query<{ held: boolean }>(text, [SHARE_CLASS, keyOf(`${member} ${share}`)]);
  return rows[0]?.held ?? false;
};

const free = async (client: pg.ClientBase, { member }: Part, shares: readonly string[]): Promise<void> => {
  for (const share of shares)
    await client.query('select pg_advisory_unlock($1, $2)', [SHARE_CLASS, keyOf(`${member} ${share}`)]);
};

const leave = async (client: pg.ClientBase, part: Part): Promise<void> => {
  if (part === NOTHING) return;
  await free(client, part, part.held);
  await client.query('select pg_advisory_unlock_shared($1, $2)', [MEMBER_CLASS, part.member]);
};

const enter = async (client: pg.ClientBase, subjects: readonly Subject[]): Promise<Part> => {
  const named = subjects.map(({ name, version, share, ...part }) => [name, version, share, partText(part)]);
  const member = keyOf(JSON.stringify(named));
  const all = [...new Set(subjects.flatMap(({ share }) => share ?? []))].sort();
  await client.query('select pg_advisory_lock_shared($1, $2)', [MEMBER_CLASS, member]);
  return { member, all, held: [] };
};

/** As many as this process may hold: those it held before, then what is free. */
const settle = async (client: pg.ClientBase, part: Part, liked: readonly string[]): Promise<Part> => {
  const { limit } = await look(client, part);
  await free(client, part, part.held.slice(limit));
  const held = part.held.slice(0, limit);
  const others = part.all.filter((share) => !held.includes(share));
  for (const share of others.sort(
    (one, other) => Number(liked.includes(other)) - Number(liked.includes(one)),
  )) {
    if (held.length >= limit) break;
    if (await take(client, part, share)) held.push(share);
  }
  return { ...part, held };
};

/** The part of one session in it, on the connection that holds its locks. */
export const createShares = () => {
  let now = NOTHING;
  return {
    /** Those of the subjects that this process may hold. */
    allow: async (client: pg.ClientBase, subjects: readonly Subject[]): Promise<readonly Subject[]> => {
      const before = now;
      now = NOTHING;
      if (!subjects.some(({ share }) => share !== undefined)) {
        await leave(client, before);
        return subjects;
      }
      const next = await enter(client, subjects);
      if (next.member !== before.member) await leave(client, before);
      else await client.query('select pg_advisory_unlock_shared($1, $2)', [MEMBER_CLASS, next.member]);
      const held = next.member === before.member ? before.held : [];
      now = await settle(client, { ...next, held }, before.held);
      return subjects.filter(({ share }) => share === undefined || now.held.includes(share));
    },
    /** True when shares are to be given away, or more of them to be had. */
    isUneven: async (db: Db): Promise<boolean> => {
      const { held, all } = now;
      if (all.length === 0) return false;
      const { limit, isTaken } = await look(db, now);
      return held.length > limit || (held.length < limit && all.some((share) => !isTaken(share)));
    },
    /** Whether others may have to be looked after. */
    isShared: (): boolean => now !== NOTHING,
  };
};
