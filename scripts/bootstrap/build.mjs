import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildFailure } from './failure.mjs';
import { filesBelow } from './files.mjs';
import { run } from './run.mjs';

const ROOMS = ['src', 'migrations', 'test'];
const SETTINGS = ['package-lock.json', 'package.json', 'tsconfig.json'];
const COMPILER = 'node_modules/typescript-native/bin/tsc';

const sourcesOf = (root) =>
  ROOMS.flatMap((room) => filesBelow(root, room))
    .filter((file) => file.endsWith('.ts'))
    .sort();

const stampFile = (root) => join(root, 'dist', '.built');

/** A hash over names, sizes and times of all that the build depends on. */
const fingerprint = (root, sources) => {
  const hash = createHash('sha256');
  for (const file of [...sources, ...SETTINGS]) {
    const found = statSync(`${root}/${file}`, { throwIfNoEntry: false });
    hash.update(`${file} ${found?.size} ${found?.mtimeMs}\n`);
  }
  return hash.digest('hex');
};

const isCompiled = (source) => !source.endsWith('.d.ts');
const outputOf = (source) => `dist/${source.replace(/\.ts$/, '.js')}`;
const sourceOf = (output) => output.replace(/^dist\//, '').replace(/\.js(\.map)?$/, '.ts');

const hasAllOutputs = (root, sources) =>
  sources.every((source) => !isCompiled(source) || existsSync(`${root}/${outputOf(source)}`));

/** Is dist/ what a build of the present sources would give? */
export const isBuilt = (root) => {
  if (!existsSync(stampFile(root))) return false;
  const sources = sourcesOf(root);
  return readFileSync(stampFile(root), 'utf8') === fingerprint(root, sources) && hasAllOutputs(root, sources);
};

const isEmpty = (folder) => existsSync(folder) && readdirSync(folder).length === 0;

/** Removes compiled files whose source is gone: a test runner or an import would still find them. */
export const prune = (root) => {
  const gone = filesBelow(root, 'dist')
    .filter((file) => /\.js(\.map)?$/.test(file) && !existsSync(join(root, sourceOf(file))))
    .map((file) => join(root, file));
  for (const file of gone) rmSync(file);
  for (let folder of new Set(gone.map(dirname))) {
    for (; folder !== join(root, 'dist') && isEmpty(folder); folder = dirname(folder)) rmdirSync(folder);
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
  if (!hasAllOutputs(root, sources)) rmSync(join(root, 'dist', '.tsbuildinfo'), { force: true });
  const compile = [join(root, COMPILER), '-p', 'tsconfig.json', '--pretty', 'false'];
  const { code, output } = await run(process.execPath, compile, { cwd: root });
  if (code !== 0) throw buildFailure(output);
  prune(root);
  writeFileSync(stampFile(root), stamp);
};
