import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SHUTDOWN = join(import.meta.dirname, '..', '..', 'src', 'platform', 'shutdown.js');

/** Says when it runs, when its parent is gone, when it is stopped, and when it is still there two checks later. */
const SCRIPT = `
import { onShutdown } from ${JSON.stringify(SHUTDOWN)};
const parent = process.ppid;
onShutdown(async () => { console.log('stopped'); }, { fatal() {} });
console.log('running');
const look = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(look);
  setTimeout(() => { console.log('still there'); process.exit(); }, 2500);
}, 20);
`;

/** Starts the script in the background of a shell, ends the shell, and answers what the script says next. */
const afterItsShell = async (folder: string, env: NodeJS.ProcessEnv): Promise<string> => {
  const script = join(folder, 'server.mjs');
  await writeFile(script, SCRIPT);
  const { npm_lifecycle_event: _npm, AIDESIGN_WATCHDOG: _watchdog, ...plain } = process.env;
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${script}" & read line`], {
    env: { ...plain, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).to.equal('running');
  shell.stdin.end('\n');
  return String((await lines.next()).value);
};

describe('a process whose parent ended', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aidesign-shutdown-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('bug: lives on when it was put into the background of a shell', async () => {
    expect(await afterItsShell(folder, {})).to.equal('still there');
  });

  it('stops when the parent was npm', async () => {
    expect(await afterItsShell(folder, { npm_lifecycle_event: 'start' })).to.equal('stopped');
  });
});
