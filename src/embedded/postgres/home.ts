import { randomBytes } from 'node:crypto';
import { chown, cp, mkdir, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { binariesIn, type Binaries } from './binaries.js';
import { PostgresError, failure, failureOf } from './errors.js';
import { knownPeople, ladder, type Launcher } from './launcher.js';
import { run } from './run.js';

const PUBLIC_PLACE = '/var/lib/aidesign-postgres';
const PROBE = 'cd "$1" && test -r "$2" && exec "$3" --version';

/** Where and as whom Postgres runs. */
export type Home = Readonly<{
  binaries: Binaries;
  launcher: Launcher;
  /**
   * The directory Postgres itself uses. Differs from the wanted one only where nobody but root gets that far.
   */
  dataDir: string;
  /** Is there a cluster in it already? */
  exists: boolean;
  major: number;
}>;

/** Hands a path to the user that Postgres runs as. */
export const giveTo = async ({ ids }: Launcher, path: string): Promise<void> => {
  if (ids.uid !== undefined && ids.gid !== undefined) await chown(path, ids.uid, ids.gid);
};

const existingCluster = async (dataDir: string) => {
  const entry = await stat(dataDir).catch(() => undefined);
  if (entry === undefined) return undefined;
  const content = entry.isDirectory() ? await readdir(dataDir) : ['a file'];
  if (content.length === 0) return undefined;
  if (!content.includes('PG_VERSION')) {
    throw new PostgresError(
      `Postgres: ${dataDir} is not empty and holds no database: choose another directory`,
    );
  }
  return { path: await realpath(dataDir), owner: { uid: entry.uid, gid: entry.gid } };
};

/** Copies the binaries to a place that every user can read; done once per version. */
const publish = async (binaries: Binaries): Promise<Binaries> => {
  const target = join(PUBLIC_PLACE, `binaries-${binaries.version}`);
  if (!existsSync(target)) {
    const draft = `${target}.draft-${randomBytes(4).toString('hex')}`;
    await mkdir(PUBLIC_PLACE, { recursive: true, mode: 0o755 });
    await cp(binaries.native, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
      return rm(draft, { recursive: true });
    });
  }
  return binariesIn(target, binaries.version);
};

type Attempt = Readonly<{ binaries: Binaries; launcher: Launcher; folder: string }>;

/**
 * Can this launcher enter the folder, read the binaries and run them? The output tells the version or the
 * reason.
 */
const probe = ({ binaries, launcher, folder }: Attempt) =>
  run({
    launcher,
    argv: ['/bin/sh', '-c', PROBE, 'sh', folder, binaries.catalog, binaries.postgres],
    timeoutMs: 20_000,
  });

const majorOf = (line: string | undefined): number => Number(/\(PostgreSQL\) (\d+)/.exec(line ?? '')?.[1]);

/**
 * Finds a way to run Postgres for `dataDir` (its parent folder is made). Throws PostgresError when there is
 * none.
 */
export const findHome = async (installed: Binaries, dataDir: string): Promise<Home> => {
  try {
    await mkdir(dirname(dataDir), { recursive: true });
    const cluster = await existingCluster(dataDir);
    const facts = { uid: process.getuid?.() ?? -1, owner: cluster?.owner, people: knownPeople() };
    let output: readonly string[] = ['no ordinary user to run it as'];
    for (const { launcher, copied } of ladder(facts)) {
      const binaries = copied ? await publish(installed) : installed;
      const parent = copied ? PUBLIC_PLACE : dirname(dataDir);
      const result = await probe({ binaries, launcher, folder: cluster?.path ?? parent });
      output = result.output;
      if (result.code !== 0) continue;
      const fresh = copied ? join(PUBLIC_PLACE, `data-${randomBytes(6).toString('hex')}`) : dataDir;
      const place = { dataDir: cluster?.path ?? fresh, exists: cluster !== undefined };
      return { binaries, launcher, ...place, major: majorOf(output.at(-1)) };
    }
    throw failure('found no way to run it', output);
  } catch (error) {
    throw failureOf(`could not prepare ${dataDir}`, error);
  }
};
