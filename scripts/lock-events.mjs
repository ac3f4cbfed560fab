// Locks the schemas of new events: `npm run build`, then `node scripts/lock-events.mjs`. A released schema never
// changes (the log holds events of it for ever), so an entry that is there is never written again; a test compares
// it with the code. `--check` writes nothing. Exit codes: 0 locked, 1 something is wrong, 2 usage.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const lockFile = join(root, 'test', 'golden', 'events.lock.json');
const built = (...parts) => import(pathToFileURL(join(root, 'dist', 'src', ...parts)).href);

const named = (type, version) => `${type}.v${version}`;
const golden = (name) => join(root, 'test', 'golden', 'events', `${name}.json`);

/** What to do about a schema that is not the one that was released. */
export const changedHint = (type, version) =>
  `The schema of ${type} version ${version} was released: events of it are in the log for ever. Put the old schema ` +
  `back, or make version ${version + 1}: change the schema, add an upcast from ${version} to defineEvent, write ` +
  `test/golden/events/${named(type, version + 1)}.json, and run node scripts/lock-events.mjs. (Was it never ` +
  `released? Then take its entry out of test/golden/events.lock.json and run the script.)`;

const missingExample = (name) =>
  `test/golden/events/${name}.json is missing: write one stored example of it, then run node scripts/lock-events.mjs.`;

const changedExample = (name) =>
  `test/golden/events/${name}.json is not the example that was locked: put it back. Older code wrote it so.`;

const goneType = (name) =>
  `${name} was released and is not in the catalog any more. Events of it are in the log for ever: put it back.`;

const notLocked = (name) => `${name} is not locked: run node scripts/lock-events.mjs.`;

/** The lock as it is. */
export const readLock = () => (existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, 'utf8')) : {});

/** Everything that is to be locked, by name: hashes of the example and, of the newest version, of the schema. */
const present = async () => {
  const { CATALOG } = await built('domain', 'catalog.js');
  const { schemaHash, exampleHash } = await import('./lock/schema-hash.mjs');
  const definitions = Object.values(CATALOG).flatMap((events) => Object.values(events));
  return definitions.flatMap((definition) =>
    Array.from({ length: definition.schema }, (_, index) => {
      const version = index + 1;
      const name = named(definition.type, version);
      const example = existsSync(golden(name))
        ? exampleHash(JSON.parse(readFileSync(golden(name), 'utf8')))
        : undefined;
      // Of older versions there is no schema any more, only what was locked and the example.
      const schema = version === definition.schema ? schemaHash(definition) : undefined;
      return { name, type: definition.type, version, schema, example };
    }),
  );
};

const problemOf = ({ name, type, version, schema, example }, locked) => {
  if (example === undefined) return missingExample(name);
  if (locked === undefined) return schema === undefined ? changedHint(type, version) : undefined;
  if (schema !== undefined && schema !== locked.schema) return changedHint(type, version);
  return example === locked.example ? undefined : changedExample(name);
};

/** {problems, lock}: what is wrong with the code as it is built, and the lock with what is new. */
export const compare = async (lock = readLock()) => {
  const entries = await present();
  const names = new Set(entries.map(({ name }) => name));
  const problems = [
    ...entries.flatMap((entry) => problemOf(entry, lock[entry.name]) ?? []),
    ...Object.keys(lock).flatMap((name) => (names.has(name) ? [] : [goneType(name)])),
  ];
  const fresh = entries.filter(({ name, example }) => !(name in lock) && example !== undefined);
  const added = Object.fromEntries(fresh.map(({ name, schema, example }) => [name, { schema, example }]));
  const all = Object.entries({ ...lock, ...added }).sort(([one], [other]) => (one < other ? -1 : 1));
  return { problems, missing: Object.keys(added).map(notLocked), lock: Object.fromEntries(all) };
};

const main = async (words) => {
  if (words.some((word) => word !== '--check')) {
    console.error('Usage: node scripts/lock-events.mjs [--check]');
    return 2;
  }
  const { problems, missing, lock } = await compare();
  const wrong = words.includes('--check') ? [...problems, ...missing] : problems;
  for (const problem of wrong) console.error(problem);
  if (wrong.length > 0) return 1;
  if (!words.includes('--check')) writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${Object.keys(lock).length} schemas are locked, ${missing.length} of them now.`);
  return 0;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = await main(process.argv.slice(2));
