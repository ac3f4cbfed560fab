import { spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

interface NpmCall {
  readonly pid: number;
  readonly command: string;
  readonly options: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when its standard output holds the text; rejects when it ends without. */
  said(text: string): Promise<void>;
}

/** A checkout in a folder of its own, with the real bootstrap, a fake npm and a fake compiler. */
export interface Project {
  path(name: string): string;
  write(name: string, text: string): void;
  has(name: string): boolean;
  start(env?: NodeJS.ProcessEnv): Started;
  run(env?: NodeJS.ProcessEnv): Promise<Ended>;
  npmCalls(): readonly NpmCall[];
  /** What npm was called with, as `ci` or `install --no-save`, without the settings that every call has. */
  npmCommands(): readonly string[];
  builds(): number;
  /** Ends what still runs in it, then removes it. */
  remove(): Promise<void>;
}

export const LOCK = {
  packages: {
    '': { name: 'fake' },
    'node_modules/koa': { version: '3.3.0', integrity: 'sha512-a' },
    'node_modules/typescript-native': { version: '7.0.2', dev: true },
    'node_modules/for-elsewhere': { version: '1.0.0', optional: true, os: ['nowhere'] },
  },
};

const FILES = {
  'package.json': JSON.stringify({ name: 'fake', engines: { node: '>=20.19' } }),
  'package-lock.json': JSON.stringify(LOCK),
  'tsconfig.json': '{}',
  'src/a.ts': 'export const a = 1;',
  'src/deep/b.ts': 'export const b = 1;',
};

const WRITTEN = new Date('2026-01-01');

export const FAKE_NPM = resolve('test/scripts/fakes/npm-cli.cjs');

/** Of the settings of the npm that runs these tests none must reach the one under test. */
const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

const start = (root: string, env: NodeJS.ProcessEnv): Started => {
  const child = spawn(process.execPath, [join(root, 'scripts', 'bootstrap.mjs')], {
    env: { ...cleanEnvironment(), npm_execpath: FAKE_NPM, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      child.emit('said');
    });
  }
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, ...output })));
  const said = (text: string): Promise<void> =>
    new Promise((done, failed) => {
      const look = (): void => {
        if (output.stdout.includes(text)) done();
      };
      child.on('said', look);
      void ended.then(() => failed(new Error(`ended without saying "${text}": ${JSON.stringify(output)}`)));
      look();
    });
  return { process: child, ended, said };
};

/** The lines that are complete: another process writes the file. */
const linesOf = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];

const withoutSettings = ({ command, options }: NpmCall): string =>
  [command, ...options.filter((option) => !option.includes('='))].join(' ');

const writeFresh = ({ path, write }: Pick<Project, 'path' | 'write'>): void => {
  for (const [name, text] of Object.entries(FILES)) {
    write(name, text);
    // A whole second: a copy can keep it.
    utimesSync(path(name), WRITTEN, WRITTEN);
  }
  cpSync('scripts/bootstrap.mjs', path('scripts/bootstrap.mjs'));
  cpSync('scripts/bootstrap', path('scripts/bootstrap'), { recursive: true });
};

/** A fresh checkout, or a copy. The folder has a space and a quote in its name: people have such folders. */
export const createProject = (original?: Project): Project => {
  const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  const path = (name: string): string => join(folder, "it's here", name);
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  const running = new Set<Started>();
  const begin = (env: NodeJS.ProcessEnv = {}): Started => {
    const started = start(path('.'), env);
    running.add(started);
    void started.ended.then(() => running.delete(started));
    return started;
  };
  const npmCalls = (): NpmCall[] =>
    linesOf(path('npm-calls.jsonl')).map((line) => JSON.parse(line) as NpmCall);
  if (original) cpSync(original.path('.'), path('.'), { recursive: true, preserveTimestamps: true });
  else writeFresh({ path, write });
  return {
    path,
    write,
    has: (name) => existsSync(path(name)),
    start: begin,
    run: (env) => begin(env).ended,
    npmCalls,
    npmCommands: () => npmCalls().map(withoutSettings),
    builds: () => linesOf(path('tsc-calls.txt')).length,
    remove: async () => {
      for (const { process: child } of running) child.kill('SIGTERM');
      await Promise.all([...running].map(({ ended }) => ended));
      rmSync(folder, { recursive: true });
    },
  };
};

let ready: Promise<Project> | undefined;

const prepareOne = async (): Promise<Project> => {
  const project = createProject();
  process.once('exit', () => rmSync(dirname(project.path('.')), { recursive: true }));
  const { code, stderr } = await project.run();
  if (code !== 0) throw new Error(stderr);
  for (const calls of ['npm-calls.jsonl', 'tsc-calls.txt']) rmSync(project.path(calls));
  return project;
};

/** A copy of a checkout that a first run has made ready; the calls of that run do not count. */
export const createReadyProject = async (): Promise<Project> => createProject(await (ready ??= prepareOne()));
