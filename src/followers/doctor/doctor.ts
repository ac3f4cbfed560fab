// What keeps the product from working, as far as its stores show it, and what can be mended. Promises: looking
// changes nothing; mending moves checkpoints whose very events the log has elsewhere, and has read models of
// this code begin anew whose events the log lost. Nothing else is touched.
import { FORWARDS, START } from '@eventstore/db-client';
import type pg from 'pg';
import { collected } from '#eventlog/collected.js';
import type { Projection } from '#projections/kit/projection.js';
import { migrationStatus, type Migration } from '#platform/postgres/migrate.js';
import { parkedCounts } from '../parked-counts.js';
import { partitionOf, type Partition } from '../partitions/partition.js';
import { readVerification } from '../verifying/report.js';
import { beginAnew, tablesOf, type Restartable } from './begin-anew.js';
import { moveCheckpoints, placeCheckpoints, type Placed, type Places } from './checkpoint-places.js';

/** One thing that was looked at. */
export interface Finding {
  readonly check:
    | 'event_store'
    | 'database'
    | 'schema'
    | 'checkpoint'
    | 'follower'
    | 'parked'
    | 'verification'
    | 'positions';
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
  readonly projections: readonly Projection[];
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

const partName = ({ index, of }: Partition): string => (of === 1 ? '' : ` part ${index + 1} of ${of}`);

const nameOf = ({ checkpoint }: Placed): string =>
  `${checkpoint.projection} v${checkpoint.version}${partName(partitionOf(checkpoint))}`;

const lost = (subject: string, detail: string): Finding => ({
  ...{ check: 'checkpoint', ok: false, subject, detail, fixable: true },
  hint: 'A log restored from an older backup: restore the newer one. Or, to go on from the older one: aidesign doctor --fix',
});

const restartableOf = async (
  { pool, projections }: DoctorOptions,
  places: readonly Placed[],
): Promise<readonly Restartable[]> => {
  const tables = await tablesOf(pool, projections);
  const versionOf = ({ checkpoint: { projection, version } }: Placed): string => `${projection} v${version}`;
  const lostVersions = new Set(places.filter(({ state }) => state === 'gone').map(versionOf));
  return places.flatMap((one) => {
    const filled = lostVersions.has(versionOf(one)) ? tables(one.checkpoint) : undefined;
    return filled ? [{ checkpoint: one.checkpoint, tables: filled }] : [];
  });
};

const findingOf = (one: Placed, restartable: boolean): Finding => {
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
      if (restartable) return lost(nameOf(one), detail);
      const hint =
        'Read models and log do not belong together: restore the matching log, or rebuild the projection.';
      return bad({ check: 'checkpoint', subject: nameOf(one), detail, hint });
    }
  }
};

const FAILURES = `
select projection, version, partition, partitions, failure->>'kind' as kind, failure->>'at' as at from checkpoints
where failure is not null and failure->>'over' is null order by projection, version, partition`;

interface Failed {
  projection: string;
  version: number;
  partition: number;
  partitions: number;
  kind: string;
  at: string;
}

/** What followers fail with that has another reason than where their checkpoints are. */
const examineFollowers = async ({ pool }: DoctorOptions, places: readonly Placed[]): Promise<Finding[]> => {
  const astray = new Set(places.filter(({ state }) => state !== 'in_place').map(nameOf));
  const { rows } = await pool.query<Failed>(FAILURES);
  return rows
    .map(({ projection, version, partition: index, partitions: of, ...failed }) => ({
      ...failed,
      subject: `${projection} v${version}${partName({ index, of })}`,
    }))
    .filter(({ subject }) => !astray.has(subject))
    .map(({ subject, kind, at }) =>
      bad({
        ...{ check: 'follower', subject, detail: `has failed since ${at}: ${kind}` },
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

/** What the followers' verifier found. */
const examineVerified = async ({ pool }: DoctorOptions): Promise<Finding[]> =>
  (await readVerification(pool))
    .filter(({ findings }) => findings > 0)
    .map(({ projection, version, findings }) =>
      bad({
        ...{ check: 'verification', subject: `${projection} v${version}` },
        detail:
          findings === 1 ? 'differs from the log in 1 place' : `differs from the log in ${findings} places`,
        hint: 'Run: aidesign projection status, then aidesign projection rebuild',
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
  const rows = [
    ...(await examineParked(options)),
    ...(await examineVerified(options)),
    ...(await examineIndex(options)),
  ];
  const restartable = (await restartableOf(options, places)).map(({ checkpoint }) => checkpoint);
  const findings = places.map((one) => findingOf(one, restartable.includes(one.checkpoint)));
  return [...stores, schema, ...findings, ...followers, ...rows];
};

export const createDoctor = (options: DoctorOptions): Doctor => ({
  examine: () => examineAll(options),
  mend: async () => {
    const fixable = (await examineAll(options)).filter((finding) => finding.fixable);
    if (fixable.length === 0) return fixable;
    const places = await placeCheckpoints(options.pool, options.log);
    await moveCheckpoints(options.pool, places);
    await beginAnew(options.pool, await restartableOf(options, places));
    return fixable;
  },
});
