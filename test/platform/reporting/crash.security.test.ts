import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { startReportServer, type ReportServer } from '#test/support/report-server.js';

const DIST = join(import.meta.dirname, '..', '..', '..', 'src');
const CANARY = 'ada.canary@example.org';

/** A process that opens its reports as every role does, and then fails where nobody looks. */
const SCRIPT = `
import { join } from 'node:path';
const [dist, dsn, how, said] = process.argv.slice(1);
const { openReporting } = await import(join(dist, 'platform/reporting/reporting.js'));
const { reportCrashes } = await import(join(dist, 'platform/reporting/crashes.js'));
reportCrashes(await openReporting({ dsn, role: 'worker', environment: 'test' }));
setInterval(() => undefined, 1000);
const failure = Object.assign(new RangeError('no ' + said), { detail: said, cause: new Error('of ' + said) });
const ways = {
  thrown: () => setImmediate(() => { throw failure; }),
  rejected: () => void Promise.reject(failure),
  word: () => void Promise.reject(said),
};
ways[how]();
`;

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly err: string;
}

const crashed = (dsn: string, how: string): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const words = ['--input-type=module', '-e', SCRIPT, DIST, dsn, how, CANARY];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.once('error', reject).once('close', (code, signal) => resolve({ code, signal, err }));
  });

describe('a process in which something fails that nobody caught (S17)', () => {
  let server: ReportServer;
  beforeEach(async () => {
    server = await startReportServer();
  });
  afterEach(() => server.close());

  const WAYS = [
    ['an exception', 'thrown', 'uncaughtException', 'RangeError'],
    ['a rejection', 'rejected', 'unhandledRejection', 'RangeError'],
    ['a rejection with no error', 'word', 'unhandledRejection', 'UnhandledPromiseRejection'],
  ] as const;
  for (const [what, how, origin, type] of WAYS)
    it(`reports ${what} once, and has ended with 1 when the report is there`, async () => {
      const { code, signal, err } = await crashed(server.dsn, how);
      expect({ code, signal }).to.deep.equal({ code: 1, signal: null });
      expect(err).to.not.equal('');
      expect(server.reports).to.have.length(1);
      const [report] = server.reports;
      expect(report?.tags).to.deep.include({ origin, role: 'worker' });
      expect(report?.exception.values.at(-1)?.type).to.equal(type);
    });

  it('reports none of the words of what failed', async () => {
    await crashed(server.dsn, 'thrown');
    await crashed(server.dsn, 'rejected');
    await crashed(server.dsn, 'word');
    expect(server.reports).to.have.length(3);
    expect(server.envelopes.join('\n')).to.not.include('ada.canary');
  });

  it('ends with 1 as well when nobody takes reports', async () => {
    expect((await crashed('http://key@127.0.0.1:9/1', 'thrown')).code).to.equal(1);
  });
});
