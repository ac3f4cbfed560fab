import { readFileSync } from 'node:fs';
import { PostgresError } from './errors.js';

/** As whom Postgres runs: it refuses to run as root. */
export type Launcher = Readonly<{
  /** Words put before the command. */
  prefix: readonly string[];
  /** Given to spawn; files for Postgres must belong to them. {} when we run as the right user already. */
  ids: Readonly<{ uid?: number; gid?: number }>;
}>;

/** One rung of the ladder: a launcher, and whether the binaries must first be copied to a public place. */
export type Rung = Readonly<{ launcher: Launcher; copied: boolean }>;

export type Person = Readonly<{ name: string; uid: number; gid: number }>;

export type Facts = Readonly<{
  uid: number;
  /** Whom the existing data directory belongs to; undefined when there is none yet. */
  owner: Readonly<{ uid: number; gid: number }> | undefined;
  people: readonly Person[];
}>;

const plain: Launcher = { prefix: [], ids: {} };

const as = ({ uid, gid }: { uid: number; gid: number }): Launcher => ({ prefix: [], ids: { uid, gid } });

/** A user namespace in which our own id is called `uid`: files stay ours, Postgres sees an ordinary user. */
const renamed = ({ uid, gid }: Person): Launcher => ({
  prefix: ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`],
  ids: {},
});

/** The people of /etc/passwd, except root; initdb only runs as somebody who is listed there. */
export const knownPeople = (file = '/etc/passwd'): readonly Person[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid, gid }) => name !== '' && uid > 0 && gid >= 0);

const servants = (people: readonly Person[]): readonly Person[] =>
  ['postgres', 'nobody'].flatMap((name) => people.find((person) => person.name === name) ?? []);

const namespaces = (people: readonly Person[]): readonly Rung[] =>
  [...servants(people), ...people]
    .slice(0, 1)
    .map((person) => ({ launcher: renamed(person), copied: false }));

const rungsForRoot = ({ owner, people }: Facts): readonly Rung[] => {
  if (owner?.uid === 0) return namespaces(people);
  const users = owner === undefined ? servants(people) : [owner];
  return [
    ...users.map((user) => ({ launcher: as(user), copied: false })),
    ...(owner === undefined ? namespaces(people) : []),
    ...users.map((user) => ({ launcher: as(user), copied: true })),
  ];
};

/**
 * The ways to run Postgres here, best first; the first that passes a probe is taken. An existing data
 * directory is always run by whom it belongs to. Throws PostgresError when the directory belongs to somebody
 * else.
 */
export const ladder = (facts: Facts): readonly Rung[] => {
  if (facts.uid === 0) return rungsForRoot(facts);
  if (facts.owner !== undefined && facts.owner.uid !== facts.uid) {
    throw new PostgresError(
      `Postgres: the data directory belongs to user id ${facts.owner.uid}, not to the current user (${facts.uid}): ` +
        'start as that user, or move the directory away',
    );
  }
  // On macOS people are not listed in /etc/passwd, and the system knows them all the same.
  const listed = process.platform !== 'linux' || facts.people.some(({ uid }) => uid === facts.uid);
  return listed ? [{ launcher: plain, copied: false }] : namespaces(facts.people);
};
