import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';

const root = resolve(import.meta.dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'aidesign-reporter-'));
const summary = join(folder, 'summary.jsonl');

const MIXED = `describe('a room', () => {
  it('a', () => {});
  describe('with a test', () => it('b', () => { throw new Error('no\\nand why'); }));
  it('c');
});`;

/** Runs a test file by itself; resolves with its exit code, what it printed and the last line of it. */
const run = async (name: string, text: string) => {
  const file = join(folder, `${name}.test.cjs`);
  writeFileSync(file, text);
  const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const reporter = join(root, 'test', 'support', 'summary-reporter.cjs');
  const env = { ...process.env, SUMMARY_FILE: summary, SUMMARY_ENDING_MS: '100' };
  const child = spawn(process.execPath, [mocha, '--no-config', '--reporter', reporter, file], { env });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, last: printed.out.trimEnd().split('\n').at(-1), err: printed.err.trim() };
};

describe('the summary of a test run', function () {
  this.timeout(30_000);
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is the last line, and one line of a file, which names what failed', async () => {
    const ran = await run('mixed', MIXED);
    expect(ran).to.deep.equal({ code: 1, last: '1 passed, 1 failed, 1 skipped', err: '' });
    const { ms, ...told } = JSON.parse(readFileSync(summary, 'utf8')) as Record<string, unknown>;
    const names = ['a room with a test b: no'];
    expect([told, typeof ms]).to.deep.equal([{ passed: 1, failed: 1, skipped: 1, names }, 'number']);
  });

  it('does not wait for ever for what a test left open, and fails', async () => {
    const ran = await run('left', `it('a', () => { require('net').createServer().listen(0); });`);
    expect([ran.code, ran.last]).to.deep.equal([1, '1 passed, 0 failed']);
    expect(ran.err).to.match(/^The tests are over, but these keep the process alive: .*TCPServerWrap/);
  });
});
