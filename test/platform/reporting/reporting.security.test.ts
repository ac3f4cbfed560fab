import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { readConfig, ConfigError } from '#platform/config.js';
import { Incident, openReporting, type Reporting } from '#platform/reporting/reporting.js';
import { startApi } from '#test/api/support.js';
import { startReportServer, type ReportServer } from '#test/support/report-server.js';

const CANARY = 'ada.canary@example.org';
const about = { role: 'api', environment: 'test' };
const opened = async (dsn: string): Promise<Reporting> => {
  const reporting = await openReporting({ dsn, ...about });
  if (!reporting) throw new Error('It was not opened.');
  return reporting;
};

describe('a failure nobody foresaw (S17)', () => {
  let server: ReportServer;
  let reporting: Reporting;
  before(async () => {
    server = await startReportServer();
    reporting = await opened(server.dsn);
  });
  after(async () => {
    await reporting.close();
    await server.close();
  });

  it('is reported with its type, where it came from, the release and the role', async () => {
    reporting.report(new TypeError('x'), { request_id: 'one' });
    const report = await server.first(({ tags }) => tags['request_id'] === 'one');
    expect(report).to.include({ environment: 'test', release: 'aidesign-backend@2.0.0' });
    expect(report.tags).to.deep.equal({ request_id: 'one', role: 'api' });
    const [value] = report.exception.values;
    expect(value?.type).to.equal('TypeError');
    const newest = value?.stacktrace?.frames.at(-1);
    expect(newest?.filename).to.match(/^app:\/\/\/(dist\/)?test\/.+reporting\.security\.test\.[jt]s$/);
    expect(newest?.in_app).to.equal(true);
  });

  it('has none of its words, nor those of its cause, its fields, or what looks like a stack', async () => {
    const cause = Object.assign(new Error(`Key (email)=(${CANARY})`), { code: '23505', detail: CANARY });
    const message = `no ${CANARY}\n    at ${CANARY} (/home/${CANARY}/x.js:1:2)`;
    reporting.report(new Error(message, { cause }), { request_id: 'two', route: `/u?${CANARY}\n` });
    const report = await server.first(({ tags }) => tags['request_id'] === 'two');
    expect(server.envelopes.join('')).to.not.include('ada.canary');
    expect(report.exception.values.map(({ value }) => value)).to.deep.equal(['23505', '']);
  });

  it('has the words of a message that is a constant', async () => {
    reporting.report(new Incident('events are parked'), { projection: 'projects' });
    const report = await server.first(({ tags }) => tags['projection'] === 'projects');
    expect(report.exception.values[0]?.value).to.equal('events are parked');
  });

  it('of a request names the request and its route, and nothing of what was sent', async () => {
    const api = await startApi({ onUnforeseen: reporting.report });
    const headers = { 'X-Request-ID': 'three', Authorization: `Bearer ${CANARY}` };
    const answer = await api.send(`/api/v1/probe/broken/?q=${CANARY}`, `{"email":"${CANARY}"}`, headers);
    await api.stop();
    expect(answer.status).to.equal(500);
    const { tags } = await server.first((report) => report.tags['request_id'] === 'three');
    expect(tags).to.deep.include({ route: '/api/v1/probe/broken/', method: 'POST' });
    expect(server.envelopes.join('')).to.not.include('ada.canary');
  });

  it('is not reported when it was foreseen', async () => {
    const before = server.reports.length;
    const api = await startApi({ onUnforeseen: reporting.report });
    await api.send('/api/v1/probe/refused/', '');
    await api.stop();
    expect(server.reports).to.have.length(before);
  });
});

describe('a server for reports that is away', () => {
  it('costs no time and no error, however many there are', async () => {
    const reporting = await opened('http://key@127.0.0.1:9/1');
    for (let count = 0; count < 1_000; count += 1) reporting.report(new Error('x'), {});
    await reporting.close();
  });
});

const SCRIPT = `
import { createRequire } from 'node:module';
import { join } from 'node:path';
const [dist, dsn] = process.argv.slice(1);
for (const role of ['api', 'follow', 'worker']) await import(join(dist, 'main-' + role + '.js'));
const { openReporting } = await import(join(dist, 'platform/reporting/reporting.js'));
const reporting = await openReporting({ dsn, role: 'test', environment: 'test' });
const carrier = globalThis.__SENTRY__;
console.log(JSON.stringify({ reporting: reporting !== undefined, loaded: carrier !== undefined }));
process.exit(0);
`;

const loadedWith = async (...dsn: readonly string[]): Promise<unknown> => {
  const dist = join(import.meta.dirname, '..', '..', '..', 'src');
  const words = ['--input-type=module', '-e', SCRIPT, dist, ...dsn];
  return JSON.parse((await promisify(execFile)(process.execPath, words)).stdout);
};

describe('reports', () => {
  it('load nothing when no address is set', async () => {
    expect(await loadedWith()).to.deep.equal({ reporting: false, loaded: false });
  });

  it('load their library when one is', async () => {
    expect(await loadedWith('http://key@127.0.0.1:9/1')).to.deep.equal({ reporting: true, loaded: true });
  });

  it('need an address with a key and a project, which the refusal does not repeat', () => {
    expect(() => readConfig({ SENTRY_DSN: 'https://sentry.example/canary' }))
      .to.throw(ConfigError)
      .with.property('message')
      .that.does.not.include('canary');
  });
});
