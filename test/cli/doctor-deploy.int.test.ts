import { expect } from 'chai';
import { logForTests, postgresForTests, redisForTests } from '#test/support/services.js';
import { runCli } from './support/cli-process.js';

interface Finding {
  readonly code: string;
}

describe('aidesign doctor --deploy', () => {
  let stores: Record<string, string>;
  const doctor = (environment: Record<string, string>, ...words: string[]) =>
    runCli(['doctor', '--deploy', ...words], environment);
  before(async () => {
    const [log, database, redis] = await Promise.all([logForTests(), postgresForTests(), redisForTests()]);
    stores = { EVENTSTORE_URL: log.url, DATABASE_URL: database.appUrl, REDIS_URL: redis.url };
  });

  it('asks the servers, ends with 1, and says how to mend each finding', async () => {
    const { code, out } = await doctor({ ...stores, LOG_LEVEL: 'debug' });
    expect(code).to.equal(1);
    expect(out).to.include('✗ LOG_LEVEL is debug. (debug_log)').and.to.include('Set LOG_LEVEL=info.');
    expect(out).to.not.include('not_reachable');
  });

  it('prints one finding a line for programs', async () => {
    const { code, out } = await doctor(stores, '--json');
    const findings = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Finding);
    expect(code).to.equal(1);
    expect(findings.map((one) => one.code)).to.include.members(['not_production', 'event_store_tls']);
    for (const one of findings) expect(one).to.have.all.keys('code', 'what', 'why', 'mend');
  });

  it('says when a server does not answer', async () => {
    const { out } = await doctor({ DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }, '--json');
    expect(out).to.include('"code":"not_reachable"');
  });

  it('is explained by the help', async () => {
    const { code, out } = await doctor({}, '--help');
    expect({ code, told: out.includes('--deploy') }).to.deep.equal({ code: 0, told: true });
  });
});
