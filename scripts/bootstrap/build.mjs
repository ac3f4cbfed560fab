import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { BootstrapFailure } from './failure.mjs';
import { run } from './run.mjs';

const ROOMS = ['src', 'migrations', 'test'];
const COMPILER = 'node_modules/typescript-native/bin/tsc';

const filesBelow = (folder, wanted) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && wanted.test(entry.name))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    : [];

const sourcesOf = (root) => ROOMS.flatMap((room) => filesBelow(join(root, room), /(?<!\.d)\.ts$/)).sort();

const outputOf = (root, source) => join(root, 'dist', relative(root, source).replace(/\.ts$/, '.js'));

const stampFile = (root) => join(root, 'dist', '.built');

/** A hash over names, sizes and times of all that the build depends on. */
const fingerprint = (root, sources) => {
  const hash = createHash('sha256');
  const settings = ['tsconfig.json', 'package.json', 'package-lock.json'].map((name) => join(root, name));
  for (const file of [...sources, ...settings.filter((name) => existsSync(name))]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
};

const missingOutputs = (root, sources) => sources.filter((source) => !existsSync(outputOf(root, source)));

/** Is dist/ what a build of the present sources would give? */
export const isBuilt = (root) => {
  if (!existsSync(stampFile(root))) return false;
  const sources = sourcesOf(root);
  return (
    readFileSync(stampFile(root), 'utf8') === fingerprint(root, sources) &&
    missingOutputs(root, sources).length === 0
  );
};

/** Removes compiled files whose source is gone: a test runner or an import would still find them. */
export const prune = (root) => {
  const dist = join(root, 'dist');
  const gone = filesBelow(dist, /\.js(\.map)?$/).filter(
    (file) => !existsSync(join(root, relative(dist, file).replace(/\.js(\.map)?$/, '.ts'))),
  );
  for (const file of gone) rmSync(file);
  for (let folder of new Set(gone.map(dirname))) {
    while (folder !== dist && readdirSync(folder).length === 0) {
      rmSync(folder, { recursive: true });
      folder = dirname(folder);
    }
  }
};

/** Compiles the sources and removes what is left of older ones. Throws BootstrapFailure with the compiler's errors. */
export const build = async (root, say) => {
  say('Building ...');
  const sources = sourcesOf(root);
  // Taken before: a file saved while the compiler runs makes the next start build again.
  const stamp = fingerprint(root, sources);
  rmSync(stampFile(root), { force: true });
  // The incremental compiler believes its own notes, not the folder: it would not write removed files again.
  if (missingOutputs(root, sources).length > 0) rmSync(join(root, 'dist', '.tsbuildinfo'), { force: true });
  const { code, output } = await run(process.execPath, [join(root, COMPILER), '-p', 'tsconfig.json'], {
    cwd: root,
  });
  if (code !== 0)
    throw new BootstrapFailure(
      'The build failed: correct the errors below, then run the command again.',
      output,
    );
  prune(root);
  writeFileSync(stampFile(root), stamp);
};
