import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';

interface Run {
  readonly code: number;
  readonly output: string;
}

const suite = `
it('passes', () => {});
it('passes too', () => {});
it('fails', () => { throw new Error('on purpose'); });
it('waits');
`;

const mocha = (folder: string): Promise<Run> => {
  const args = ['--no-config', '--reporter', resolve('test/support/summary-reporter.cjs'), `${folder}/x.cjs`];
  const env = { ...process.env, SUMMARY_FILE: join(folder, 'summary.jsonl') };
  return new Promise((done) => {
    execFile(process.execPath, ['node_modules/mocha/bin/mocha.js', ...args], { env }, (error, stdout) => {
      done({ code: error === null ? 0 : Number(error.code), output: stdout });
    });
  });
};

describe('a mocha run with the summary reporter', () => {
  let folder: string;
  let run: Run;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'summary-'));
    writeFileSync(join(folder, 'x.cjs'), suite);
    run = await mocha(folder);
  });

  after(() => rmSync(folder, { recursive: true }));

  it('ends with one plain line of numbers', () => {
    expect(run.output.trimEnd().split('\n').at(-1)).to.equal('2 passed, 1 failed, 1 skipped');
  });

  it('leaves the numbers for who adds them up', () => {
    const line = readFileSync(join(folder, 'summary.jsonl'), 'utf8').trim();
    expect(JSON.parse(line)).to.include({ passed: 2, failed: 1, skipped: 1 });
  });

  it('still fails when a test fails', () => {
    expect(run.code).to.equal(1);
  });
});
