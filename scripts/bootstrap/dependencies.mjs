import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BootstrapFailure, npmCause, npmFailure } from './failure.mjs';
import { run } from './run.mjs';

// What a person's shell, another npm command or NODE_ENV=production would otherwise change in our install. Registry,
// proxy, cache and certificates stay.
const DROPPED_SETTINGS = [
  ...['omit', 'include', 'production', 'only', 'also', 'dev', 'optional', 'os', 'cpu', 'libc'],
  ...['global', 'location', 'prefix', 'local_prefix', 'workspace', 'workspaces', 'include_workspace_root'],
  ...['dry_run', 'ignore_scripts', 'json', 'package_lock', 'package_lock_only', 'shrinkwrap'],
  ...['omit_lockfile_registry_resolved', 'install_strategy', 'global_style', 'legacy_bundling'],
];
const DROPPED = new RegExp(
  `^(NODE_ENV|INIT_CWD|npm_config_(${DROPPED_SETTINGS.join('|')})|npm_(lifecycle|package)_.*)$`,
  'i',
);

// Said on the command line, because the settings of the user count for less: we need all kinds, and to read the errors.
const OPTIONS = [
  ...['--include=dev', '--include=optional'],
  ...['--loglevel=error', '--progress=false', '--color=false', '--update-notifier=false'],
];
const REMINDER_MS = 30_000;

/** The environment for npm: see above. */
export const cleanEnv = (env) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !DROPPED.test(name)));

/** undefined for what is not there or was cut off while it was written. */
const readJson = (file) => {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const acceptedFile = (root) => join(root, 'node_modules', '.bootstrap-accepted.json');

const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

const differs = (wanted, found) =>
  found === undefined ||
  (wanted.version ?? wanted.resolved) !== (found.version ?? found.resolved) ||
  Boolean(wanted.integrity && found.integrity && wanted.integrity !== found.integrity);

const allows = (list, value) =>
  list === undefined ||
  ((list.includes(value) || !list.some((item) => !item.startsWith('!'))) && !list.includes(`!${value}`));

/** npm leaves out optional packages for other machines. */
const isForUs = ({ optional, os, cpu, libc }) =>
  !optional || (allows(os, process.platform) && allows(cpu, process.arch) && libc === undefined);

const wantedPackages = (root) => {
  const { packages } = readJson(join(root, 'package-lock.json')) ?? {};
  if (packages) return packages;
  throw new BootstrapFailure(
    'package-lock.json is missing or damaged: restore it (git checkout package-lock.json), then run the command again.',
  );
};

/**
 * The packages in which node_modules differs from package-lock.json: what npm noted itself in
 * node_modules/.package-lock.json, compared with what should be there. Packages beyond the lock file do not count.
 */
export const differences = (root) => {
  const wanted = wantedPackages(root);
  const found = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages ?? {};
  return Object.keys(wanted).filter((path) => {
    if (!path.startsWith('node_modules/') || !isForUs(wanted[path])) return false;
    return differs(wanted[path], found[path]) || !existsSync(`${root}/${path}/package.json`);
  });
};

/**
 * Is node_modules a link to somebody else's? npm ci follows it and empties the folder at its end, which other
 * checkouts use too: nothing is ever installed through a link.
 */
export const isLinked = (root) =>
  lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** Are all packages there? What npm left different after an install of ours, for reasons of its own, is accepted. */
export const isInstalled = (root) => {
  const open = differences(root);
  if (open.length === 0) return true;
  const accepted = readJson(acceptedFile(root));
  return accepted?.lockHash === lockHash(root) && open.every((path) => accepted.paths.includes(path));
};

/** How to call npm: the one that started us, unless that is another package manager. */
const npmCommand = (env) => {
  const path = env.npm_execpath ?? '';
  return /^npm(-cli)?\.[cm]?js$/.test(basename(path)) ? [process.execPath, path] : ['npm'];
};

const npm = async (root, args, say) => {
  const [command, ...first] = npmCommand(process.env);
  const started = Date.now();
  const reminder = setInterval(() => {
    say(`Still installing (${Math.round((Date.now() - started) / 1000)} s) ...`);
  }, REMINDER_MS);
  const result = await run(command, [...first, ...args, ...OPTIONS], {
    cwd: root,
    env: cleanEnv(process.env),
  });
  clearInterval(reminder);
  if (result.code === 127)
    throw new BootstrapFailure('npm was not found: install Node.js with npm, then run the command again.');
  return result;
};

const noteAccepted = (root) => {
  const paths = differences(root);
  if (paths.length === 0) return;
  if (!existsSync(join(root, 'node_modules')))
    throw new BootstrapFailure('npm reported success but installed nothing.');
  writeFileSync(acceptedFile(root), JSON.stringify({ lockHash: lockHash(root), paths }));
};

const useLink = (root, say) => {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json')))
    throw new BootstrapFailure(
      'node_modules is a link to a folder without dependencies: run npm ci where it points to.',
    );
  say('node_modules is a link and differs from package-lock.json; it is used as it is.');
};

/** Installs exactly the lock file; where npm refuses it, as near to it as npm can. Throws BootstrapFailure. */
export const install = async (root, say) => {
  if (isLinked(root)) return useLink(root, say);
  say('Installing dependencies (the first time this takes about half a minute) ...');
  const exact = await npm(root, ['ci'], say);
  if (exact.code !== 0) {
    if (npmCause(exact.output)) throw npmFailure(exact.output);
    say('npm ci did not work; trying npm install ...');
    const near = await npm(root, ['install', '--no-save'], say);
    if (near.code !== 0) throw npmFailure(near.output);
  }
  noteAccepted(root);
};
