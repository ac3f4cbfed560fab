import type pg from 'pg';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { createPool } from '#platform/postgres/pool.js';
import { createClosing } from '#platform/shutdown.js';
import type { ApiClient } from '#test/support/api-client.js';
import { auditEffects } from '#test/support/effects-audit.js';
import { startFaultProxy, type FaultProxy } from '#test/support/fault-proxy.js';
import { expectInvariants } from '#test/support/invariants.js';
import { createLedger } from '#test/support/ledger.js';
import { newPerson, newProject, PASSWORD, uniqueName, type Person } from '#test/support/people.js';
import { newSystem } from '#test/support/system.js';
import { until } from '#test/support/until.js';

/** How often a bound of time may be exceeded: on a machine that does something else, ten times. */
export const slackOf = (exact: boolean): number => (exact ? 1 : 10);

export interface Told {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly seconds: number;
}

/** API, follower and worker, each in a process of its own, with a proxy before each store. */
export interface SickSystem {
  readonly log: FaultProxy;
  readonly database: FaultProxy;
  readonly redis: FaultProxy;
  readonly api: ApiClient;
  readonly person: Person;
  /** What changes something: needs the log only. Each is noted in the ledger. */
  readonly commands: Readonly<Record<string, () => Promise<Told>>>;
  /** What is read from tables. */
  readonly queries: Readonly<Record<string, () => Promise<Told>>>;
  health(): Promise<Told>;
  /** Resolves when the tables show what was done last, without anybody having started anything. */
  caughtUp(): Promise<void>;
  /** I1 to I7, over everything that was sent. */
  expectInvariants(): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 60_000;

const toldBy = async (asking: () => Promise<{ status: number; headers: Headers }>): Promise<Told> => {
  const started = performance.now();
  const { status, headers } = await asking();
  return { status, retryAfter: headers.get('retry-after'), seconds: (performance.now() - started) / 1_000 };
};

const openProxies = async (environment: Readonly<Record<string, string>>) => {
  const [log, database, redis] = await Promise.all(
    ['EVENTSTORE_URL', 'DATABASE_URL', 'REDIS_URL'].map((name) => startFaultProxy(environment[name] ?? '')),
  );
  if (!log || !database || !redis) throw new TypeError('There is an address missing.');
  return { log, database, redis };
};

/** What people may ask for, each under a request id of its own. */
const askingIn = (api: ApiClient, person: Person, projectId: number) => {
  const ledger = createLedger();
  const send = (method: string, path: string, body?: object) => async (): Promise<Told> => {
    const id = uniqueName();
    const call = { ...person.as, headers: { 'X-Request-ID': id }, ...(body ? { body } : {}) };
    const told = await toldBy(() => api.call(method, path, call));
    if (body) ledger.note(id, told.status < 300);
    return told;
  };
  const project = `/api/v1/projects/${projectId}/`;
  const design = { design_data: { objects: [{ type: 'Rect', fill: '#0EA5E9' }] } };
  const commands = {
    rename: () => send('PATCH', project, { name: uniqueName() })(),
    'save design': send('POST', `${project}save_design/`, design),
    create: send('POST', '/api/v1/projects/', { name: 'Another', project_type: 'logo' }),
    register: () => {
      const username = uniqueName();
      const body = { username, email: `${username}@example.org`, password: PASSWORD };
      return send('POST', '/api/auth/register/', body)();
    },
  };
  const queries = {
    list: send('GET', '/api/v1/projects/my_projects/'),
    project: send('GET', project),
  };
  return { ledger, commands, queries };
};

const connections = (environment: Readonly<Record<string, string>>): [LogClient, pg.Pool] => [
  connectLog(environment['EVENTSTORE_URL'] ?? ''),
  createPool({ url: environment['DATABASE_URL'] ?? '', max: 2, applicationName: 'test' }),
];

/** Starts everything, with one person and one project. */
export const startSickSystem = async (): Promise<SickSystem> => {
  const closing = createClosing((_name, error) => {
    throw error;
  });
  const system = await newSystem();
  const { environment } = system;
  const proxies = await openProxies(environment);
  for (const proxy of Object.values(proxies)) closing.add('proxy', () => proxy.close());
  closing.add('system', () => system.stop());
  const [client, pool] = connections(environment);
  closing.add('pool', () => pool.end());
  closing.add('client', () => client.dispose());
  const { log, database, redis } = proxies;
  const env = { EVENTSTORE_URL: log.url, DATABASE_URL: database.url, REDIS_URL: redis.url };
  const [{ client: api }] = await Promise.all([system.api(env), system.follower(env), system.worker(env)]);
  const person = await newPerson(api);
  const { id } = await newProject(api, person);
  const { ledger, commands, queries } = askingIn(api, person, id);
  const nameIn = async (): Promise<unknown> => {
    const { rows } = await pool.query<{ name: string }>('select name from projects_s1 where id = $1', [id]);
    return rows[0]?.name;
  };
  return {
    ...proxies,
    ...{ api, person, commands, queries },
    health: () => toldBy(() => api.get('/health/ready/')),
    caughtUp: async () => {
      const name = uniqueName();
      const renamed = async () =>
        (await api.patch(`/api/v1/projects/${id}/`, { name }, person.as)).status === 200 || undefined;
      await until(renamed, PATIENCE_MS);
      await until(async () => (await nameIn()) === name || undefined, PATIENCE_MS);
    },
    expectInvariants: async () => {
      const effects = await auditEffects(environment['EVENTSTORE_URL'] ?? '', system.mailbox.pageUrl);
      await expectInvariants({ client, pool, sent: ledger.sent(), effects });
    },
    close: () => closing.close(),
  };
};

/** All of them at once, by name. */
export const askAll = async (
  asked: Readonly<Record<string, () => Promise<Told>>>,
): Promise<Readonly<Record<string, Told>>> => {
  const told = await Promise.all(Object.entries(asked).map(async ([name, ask]) => [name, await ask()]));
  return Object.fromEntries(told) as Record<string, Told>;
};

export const statusesOf = (told: Readonly<Record<string, Told>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(told).map(([name, { status }]) => [name, status]));

/** The longest of them, in seconds. */
export const slowestOf = (told: Readonly<Record<string, Told>>): number =>
  Math.max(...Object.values(told).map(({ seconds }) => seconds));
