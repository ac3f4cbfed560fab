import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import pg from 'pg';
import { startCollector, type Collector } from '#test/support/collector.js';
import { newPerson, type Person } from '#test/support/people.js';
import { startReportServer, type ReportServer } from '#test/support/report-server.js';
import { newSystem, type StartedApi, type System } from '#test/support/system.js';
import { until } from '#test/support/until.js';

const MARK = 'canary';
const API_KEY = `sk-${MARK}-provider-key`;
const METRICS = `${MARK}-token-of-metrics-0123456789`;
const PASSWORD_OF_DATABASE = `${MARK}-database-password`;

/** Everything in Redis, as far as it is text. */
const textOfRedis = async (url: string): Promise<string> => {
  const client = new Redis(url);
  try {
    const keys = await client.keys('*');
    const values = await Promise.all(
      keys.map(async (key) => {
        const type = await client.type(key);
        if (type === 'hash') return JSON.stringify(await client.hgetall(key));
        if (type === 'list') return JSON.stringify(await client.lrange(key, 0, -1));
        return type === 'string' ? await client.get(key) : '';
      }),
    );
    return [...keys, ...values].join('\n');
  } finally {
    client.disconnect();
  }
};

const textOfLogs = async (dataDir: string): Promise<string> => {
  const folder = join(dataDir, 'logs');
  const texts = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
  );
  return texts.join('\n');
};

describe('a system that is told secrets and personal data, and fails at times (S17)', () => {
  let system: System;
  let collector: Collector;
  let reports: ReportServer;
  let api: StartedApi;
  let person: Person;
  const told: Record<string, string> = {};
  const failures: string[] = [];

  const failing = async (method: string, path: string, body?: unknown, token?: string): Promise<void> => {
    const call = { body, headers: { 'X-Forwarded-For': '203.0.113.77' }, ...(token ? { token } : {}) };
    const answer = await api.client.call(method, path, call);
    expect(answer.status).to.be.at.least(400);
    failures.push(JSON.stringify(answer.body));
  };

  const provoke = async (): Promise<void> => {
    const email = `${MARK}-nobody@example.org`;
    await failing('POST', '/api/auth/login/', { email, password: `${MARK}-wrong-password` });
    await failing('POST', '/api/auth/register/', { email, username: `${MARK} bad name`, password: '1' });
    await failing('GET', `/api/v1/projects/?name=${MARK}-query`, undefined, `${MARK}.access.token`);
    await failing('POST', '/api/auth/token/refresh/', { refresh: `${MARK}.refresh.token` });
    await failing('GET', `/api/v1/${MARK}-path/`);
    await api.client.post(
      '/api/v1/projects/',
      { name: `${MARK} project`, project_type: 'graphic' },
      person.as,
    );
    const prompt = `${MARK} prompt of somebody`;
    await api.client.post('/api/v1/ai/generate/', { prompt, type: 'layout' }, person.as);
  };

  /** A second API whose database is away: its address has a password. */
  const failWithoutDatabase = async (): Promise<void> => {
    const DATABASE_URL = `postgres://app:${PASSWORD_OF_DATABASE}@127.0.0.1:1/aidesign`;
    const other = await system.api({ LOG_LEVEL: 'debug', DATABASE_URL, DATABASE_OWNER_URL: DATABASE_URL });
    const answer = await other.client.get('/api/v1/projects/', person.as);
    expect(answer.status).to.equal(503);
    failures.push(JSON.stringify(answer.body));
    await other.stop();
  };

  const asOwner = async (statement: string): Promise<readonly unknown[]> => {
    const client = new pg.Client({ connectionString: system.environment['DATABASE_OWNER_URL'] });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  };

  /** A mail server that knows nobody of this name: mails end as undeliverable. */
  const bounce = async (env: Record<string, string>): Promise<void> => {
    const { smtpUrl, pageUrl } = system.mailbox;
    await fetch(`${pageUrl}/api/faults`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ mode: 'refuse' }),
    });
    await asOwner(
      "update effects set next_at = clock_timestamp(), rung_until = null where state = 'pending'",
    );
    await system.worker({ ...env, SMTP_URL: smtpUrl });
    await until(async () => {
      const ended = await asOwner("select key from effects where state = 'done' and kind like 'mail%'");
      return ended.length > 0 ? true : undefined;
    }, 60_000);
  };

  before(async function () {
    this.timeout(120_000);
    [system, collector, reports] = await Promise.all([newSystem(), startCollector(), startReportServer()]);
    const env = {
      LOG_LEVEL: 'debug',
      SENTRY_DSN: reports.dsn,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      METRICS_TOKEN: METRICS,
      OPENAI_API_KEY: API_KEY,
      OPENAI_BASE_URL: 'http://127.0.0.1:9',
      SMTP_URL: `smtp://user:${MARK}-mail-password@127.0.0.1:9`,
    };
    const [started, , worker] = await Promise.all([
      system.api(env),
      system.follower(env),
      system.worker(env),
    ]);
    api = started;
    person = await newPerson(api.client, `${MARK}-${Date.now()}`);
    await provoke();
    await failWithoutDatabase();
    await until(
      async () => ((await textOfLogs(system.dataDir)).includes('effect is tried again') ? true : undefined),
      30_000,
    );
    const { REDIS_URL = '' } = system.environment;
    told['failing jobs in Redis'] = await textOfRedis(REDIS_URL);
    await worker.stop();
    await bounce(env);
    told['failed effects'] = JSON.stringify(await asOwner('select * from effects'));
    told['jobs in Redis'] = await textOfRedis(REDIS_URL);
    const headers = { Authorization: `Bearer ${METRICS}` };
    told['metrics'] = await (await fetch(`${api.client.url}/metrics`, { headers })).text();
    await system.stopRoles();
    told['logs'] = await textOfLogs(system.dataDir);
    told['traces'] = collector.bodies.join('\n');
    told['reports'] = reports.envelopes.join('\n');
    told['answers that say what failed'] = failures.join('\n');
  });
  after(async () => {
    await system.stop();
    await collector.close();
    await reports.close();
  });

  for (const place of [
    'logs',
    'metrics',
    'traces',
    'reports',
    'jobs in Redis',
    'failing jobs in Redis',
    'failed effects',
    'answers that say what failed',
  ]) {
    it(`keeps them out of its ${place}`, () => {
      const lines = (told[place] ?? '')
        .split('\n')
        .filter((line) => /canary|203\.0\.113\.77|argon2/i.test(line));
      expect(lines).to.deep.equal([]);
    });
  }

  it('is looked at where there is something to see', () => {
    for (const place of ['logs', 'metrics', 'traces', 'failed effects', 'failing jobs in Redis'])
      expect(told[place], place).to.not.equal('');
    expect(failures.join('\n')).to.include('service_unavailable');
    expect(told['failed effects']).to.include('model_connection_failed');
  });
});
