// No file longer than the ceiling; prints how long files are on the whole.
import { pathToFileURL } from 'node:url';
import { existing, readSources } from './source.mjs';

export const ceiling = 300;
export const folders = ['src', 'client/src', 'test', 'scripts', 'migrations'];

const exempt = ({ path, source }) =>
  /(^|\/)tables\.ts$/.test(path) || path.startsWith('migrations/') || /^\/\/ generated\b/.test(source);

const linesOf = ({ source }) => source.split('\n').length - (source.endsWith('\n') ? 1 : 0);

/**
 * The files over the ceiling, longest first: {file, lines}. Tables, migrations and generated files are
 * exempt.
 */
export const tooLong = (files) =>
  files
    .filter((file) => !exempt(file))
    .map((file) => ({ file: file.path, lines: linesOf(file) }))
    .filter(({ lines }) => lines > ceiling)
    .sort((a, b) => b.lines - a.lines);

/** {files, median, p90, longest} in lines, over the TypeScript files of src. */
export const statistics = (files) => {
  const lengths = files
    .filter(({ path }) => /^src\/.*\.ts$/.test(path))
    .map(linesOf)
    .sort((a, b) => a - b);
  const at = (share) => lengths[Math.max(0, Math.ceil(lengths.length * share) - 1)] ?? 0;
  return { files: lengths.length, median: at(0.5), p90: at(0.9), longest: at(1) };
};

/** The project's own files. */
export const projectFiles = (root = '.') => readSources(existing(folders, root), root);

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = projectFiles();
  const found = tooLong(files);
  for (const { file, lines } of found) console.log(`${file}: ${lines} lines, more than ${ceiling}`);
  const { files: count, median, p90, longest } = statistics(files);
  console.log(`src: ${count} files, median ${median}, p90 ${p90}, longest ${longest} lines`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
