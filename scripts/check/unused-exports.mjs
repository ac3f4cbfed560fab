// Dead code: exports and files nobody uses. A value that only tests use is dead too, unless its own file
// needs it (then tests look at a living part); a type or the class of an error is alive when its own file
// needs it, for then it is part of an exported signature.
import { pathToFileURL } from 'node:url';
import { importsOf, parse, readSources, existing, resolve } from './source.mjs';
import { exportsOf, occurrences } from './exports.mjs';
import { dependencyProblems, projectManifest } from './dependencies.mjs';

export const folders = ['src', 'client/src', 'migrations', 'test', 'scripts'];

const isEntry = (path) =>
  /^src\/main-[^/]+\.ts$|^src\/.*\/process\.ts$|^client\/src\/(index\.ts|generated\/.*)$|^(migrations|test|scripts)\//.test(
    path,
  );

/** A vocabulary is whole from the start: projections to come use the words nobody uses yet. */
const isVocabulary = (path) => path === 'src/projections/kit/change.ts';

/**
 * What the rest is measured against: tests compare the product with these, the product itself does not run
 * them.
 */
const specifications = [
  'src/domain/kit/decider.ts#fold',
  'src/projections/kit/apply-changes.ts#applyChanges',
  'src/eventlog/envelope.ts#sealHolds',
];

const usesOf = (parsed) => {
  const uses = new Map();
  for (const [path, file] of parsed) {
    for (const { specifier, all, names } of importsOf(file)) {
      const target = resolve(path, specifier);
      if (target === undefined) continue;
      const known = uses.get(target) ?? uses.set(target, []).get(target);
      known.push({ by: path, all, names: new Set(names) });
    }
  }
  return uses;
};

const isTest = ({ by }) => by.startsWith('test/');
const takes = (name) => (use) => use.all || use.names.has(name);

const judge = ({ name, signature }, uses, counts) => {
  const users = uses.filter(takes(name));
  if (users.some((use) => !isTest(use))) return undefined;
  const neededHere = counts.get(name) > 1;
  if (users.length > 0 && neededHere) return undefined;
  if (signature && (users.length > 0 || neededHere)) return undefined;
  return users.length > 0 ? `only tests use ${name}` : `nobody uses ${name}`;
};

const judgeFile = (path, file, uses) => {
  if (isEntry(path) || isVocabulary(path)) return [];
  const specified = (name) => specifications.includes(`${path}#${name}`);
  if (uses.every(isTest) && !specifications.some((one) => one.startsWith(`${path}#`)))
    return [{ file: path, reason: `${uses.length ? 'only tests import' : 'nobody imports'} this file` }];
  const counts = occurrences(file);
  return exportsOf(file)
    .filter(({ name }) => !specified(name))
    .map((one) => judge(one, uses, counts))
    .filter((reason) => reason !== undefined)
    .map((reason) => ({ file: path, reason }));
};

/** Exports and files of src nobody uses, among these files ({path, source}): {file, reason}. */
export const unused = (files) => {
  const parsed = new Map(files.map((file) => [file.path, parse(file)]));
  const uses = usesOf(parsed);
  return [...parsed].flatMap(([path, file]) => judgeFile(path, file, uses.get(path) ?? []));
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = readSources(existing(folders));
  const found = [...unused(files), ...dependencyProblems(files, projectManifest())];
  for (const { file, reason } of found) console.log(`${file}: ${reason}`);
  console.log(`${found.length} unused exports, files and packages, or packages not declared`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
