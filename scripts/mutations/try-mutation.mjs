// Tries one mutation in a scratch copy of the built project.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const LINKED = ['node_modules', 'src', 'test', 'docs', 'migrations', 'scripts'];
const TEST_MS = 45_000;
const WHOLE_MS = 240_000;

/** A copy that runs like the original; what tests only read is linked. */
const makeScratch = () => {
  const folder = mkdtempSync(join(tmpdir(), 'aidesign-mutation-'));
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  for (const name of LINKED) symlinkSync(join(root, name), join(folder, name));
  return folder;
};

/** Resolves with what mocha says: its exit code, and how many tests ran. A mutant that hangs is killed. */
const runTest = (folder, { test, it }) =>
  new Promise((done) => {
    const mocha = join(folder, 'node_modules', 'mocha', 'bin', 'mocha.js');
    const only = it === undefined ? [] : ['--fgrep', it];
    const limits = ['--bail', '--exit', '-t', String(TEST_MS), '--fail-zero'];
    const args = ['--no-config', ...limits, ...only, `dist/test/${test}.test.js`];
    const child = spawn(process.execPath, [mocha, ...args], {
      ...{ cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: WHOLE_MS, killSignal: 'SIGKILL' },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('close', (code) => done({ code, output }));
  });

const mutate = (path, { what, find, replace }) => {
  const text = readFileSync(path, 'utf8');
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`"${what}": its text is ${times} times in ${path}: correct the list.`);
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
};

/** Answers whether the test passes as the code is, and fails with the edit. */
export const tryMutation = async (mutation) => {
  const folder = makeScratch();
  try {
    const before = await runTest(folder, mutation);
    mutate(join(folder, 'dist', 'src', mutation.file), mutation);
    const after = await runTest(folder, mutation);
    return { passesBefore: before.code === 0, noticed: after.code !== 0, output: before.output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
