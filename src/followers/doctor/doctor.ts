// What keeps the product from working, as far as its stores show it, and what can be mended. Promises: looking
// changes nothing; mending changes nothing but checkpoints whose very events the log has elsewhere.
import { FORWARDS, START } from '@eventstore/db-client';
import type pg from 'pg';
import { collected } from '#eventlog/collected.js';
import { migrationStatus, type Migration } from '#platform/postgres/migrate.js';
import { parkedCounts } from '../parked-counts.js';
import { moveCheckpoints, placeCheckpoints, type Placed, type Places } from './checkpoint-places.js';

/** One thing that was looked at. */
export interface Finding {
  readonly check: 'event_store' | 'database' | 'schema' | 'checkpoint' | 'follower' | 'parked' | 'positions';
  readonly ok: boolean;
  /** Of what: a projection, a store. */
  readonly subject: string;
  readonly detail: string;
  /** `doctor --fix` mends it. */
  readonly fixable: boolean;
  /** What to do about it otherwise. */
  readonly hint?: string;
}

export interface Doctor {
  examine(): Promise<readonly Finding[]>;
  /** Mends what can be mended, and answers what that was. Throws `CheckpointMoved`. */
  mend(): Promise<readonly Finding[]>;
}

export interface DoctorOptions {
  readonly pool: pg.Pool;
  readonly log: Places;
  readonly migrations: readonly Migration[];
}

const ANSWER_MS = 5_000;

const fine = (check: Finding['check'], subject: string, detail: string): Finding => ({
  ...{ check, ok: true, subject, detail, fixable: false },
});

type Wrong = Pick<Finding, 'check' | 'subject' | 'detail'> & { readonly hint: string };

const bad = (wrong: Wrong): Finding => ({ ...wrong, ok: false, fixable: false });

const SILENT = { detail: 'does not answer' } as const;

const examineLog = async (log: Places): Promise<Finding> => {
  const reading = log.readAll({ direction: FORWARDS, fromPosition: START, maxCount: 1 });
  return collected(reading, ANSWER_MS, ({ event }) => event?.id).then(
    () => fine('event_store', 'event store', 'answers'),
    () =>
      bad({
        check: 'event_store',
        subject: 'event store',
        ...SILENT,
        hint: 'Start it, or correct EVENTSTORE_URL.',
      }),
  );
};

const examineDatabase = async (pool: pg.Pool): Promise<Finding> =>
  pool.query('select 1').then(
    () => fine('database', 'database', 'answers'),
    () =>
      bad({ check: 'database', subject: 'database', ...SILENT, hint: 'Start it, or correct DATABASE_URL.' }),
  );

const examineSchema = async ({ pool, migrations }: DoctorOptions): Promise<Finding> => {
  const { pending } = await migrationStatus(pool, migrations);
  return pending.length === 0
    ? fine('schema', 'schema', 'is up to date')
    : bad({
        ...{ check: 'schema', subject: 'schema', detail: `lacks ${pending.join(', ')}` },
        hint: 'Run: aidesign migrate',
      });
};

const nameOf = ({ checkpoint: { projection, version } }: Placed): string => `${projection} v${version}`;

const findingOf = (one: Placed): Finding => {
  switch (one.state) {
    case 'in_place':
      return fine('checkpoint', nameOf(one), 'stands where the log has its event');
    case 'elsewhere': {
      const { position, revision, stream } = one.at;
      const detail = `${revision}@${stream} is at ${one.to.commit} in this log, not at ${position.commit}`;
      const hint = 'A copied or restored log. Run: aidesign doctor --fix';
      return { check: 'checkpoint', ok: false, subject: nameOf(one), detail, fixable: true, hint };
    }
    case 'gone': {
      const detail = `${one.at.revision}@${one.at.stream} is not in this log`;
      const hint =
        'Read models and log do not belong together: restore the matching log, or rebuild the projection.';
      return bad({ check: 'checkpoint', subject: nameOf(one), detail, hint });
    }
  }
};

const FAILURES = `
select projection, version, failure->>'kind' as kind, failure->>'at' as at from checkpoints
where failure is not null and failure->>'over' is null order by projection, version`;

interface Failed {
  projection: string;
  version: number;
  kind: string;
  at: string;
}

/** What followers fail with that has another reason than where their checkpoints are. */
const examineFollowers = async ({ pool }: DoctorOptions, places: readonly Placed[]): Promise<Finding[]> => {
  const astray = new Set(places.filter(({ state }) => state !== 'in_place').map(nameOf));
  const { rows } = await pool.query<Failed>(FAILURES);
  return rows
    .filter(({ projection, version }) => !astray.has(`${projection} v${version}`))
    .map(({ projection, version, kind, at }) =>
      bad({
        ...{
          check: 'follower',
          subject: `${projection} v${version}`,
          detail: `has failed since ${at}: ${kind}`,
        },
        hint: 'See the log of the follower.',
      }),
    );
};

const examineParked = async ({ pool }: DoctorOptions): Promise<Finding[]> =>
  (await parkedCounts(pool)).map(({ projection, version, streams }) =>
    bad({
      ...{ check: 'parked', subject: `${projection} v${version}` },
      detail: streams === 1 ? 'has parked 1 stream' : `has parked ${streams} streams`,
      hint: 'Run: aidesign parked list',
    }),
  );

/** Rows that say where events are, told by the one of the last event handled. */
const STRANGE_POSITIONS = `
select 1 from checkpoints c join event_index_s2 e on e.stream = c.stream and e.revision = c.revision
where c.projection = 'event_index' and e.commit_position <> c.commit_position limit 1`;

const examineIndex = async ({ pool }: DoctorOptions): Promise<Finding[]> =>
  (await pool.query(STRANGE_POSITIONS)).rowCount === 0
    ? []
    : [
        bad({
          ...{ check: 'positions', subject: 'event_index', detail: 'has positions of another log' },
          hint: 'Run: aidesign projection rebuild event_index, then aidesign projection deploy event_index',
        }),
      ];

const examineAll = async (options: DoctorOptions): Promise<readonly Finding[]> => {
  const stores = [await examineLog(options.log), await examineDatabase(options.pool)];
  if (stores.some(({ ok }) => !ok)) return stores;
  const schema = await examineSchema(options);
  if (!schema.ok) return [...stores, schema];
  const places = await placeCheckpoints(options.pool, options.log);
  const followers = await examineFollowers(options, places);
  const rows = [...(await examineParked(options)), ...(await examineIndex(options))];
  return [...stores, schema, ...places.map(findingOf), ...followers, ...rows];
};

export const createDoctor = (options: DoctorOptions): Doctor => ({
  examine: () => examineAll(options),
  mend: async () => {
    const fixable = (await examineAll(options)).filter((finding) => finding.fixable);
    if (fixable.length > 0)
      await moveCheckpoints(options.pool, await placeCheckpoints(options.pool, options.log));
    return fixable;
  },
});
