import {
  EventStoreDBClient,
  START,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { startEventStore, type EventStoreServer } from '#embedded/eventstore/server.js';
import { connectLog } from '#eventlog/log-client.js';
import { readFindings } from '#followers/verifying/findings.js';
import { createPool } from '#platform/postgres/pool.js';
import { runCli, type Ended } from '#test/cli/support/cli-process.js';
import { lookAt } from '#test/followers/verifying/auditor.js';
import type { ApiClient } from '#test/support/api-client.js';
import { readerOf } from '#test/support/mailbox.js';
import { newPerson, newProject, type Person } from '#test/support/people.js';
import { rowsIn, type Tables } from '#test/support/read-models.js';
import { newSystem, type Started, type System } from '#test/support/system.js';
import { until } from '#test/support/until.js';

interface Task {
  readonly id: number;
  readonly status: string;
}

/** A server's own events: the copy does not have them, and everything is elsewhere there. */
const writeServerEvents = async (url: string): Promise<void> => {
  const client = EventStoreDBClient.connectionString(url);
  const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START });
  for (const group of ['a', 'b', 'c'])
    await client.createPersistentSubscriptionToStream('any', group, settings);
  await client.dispose();
};

describe('a log that was copied to another server', function () {
  this.timeout(120_000);
  let folder: string;
  let stores: readonly [EventStoreServer, EventStoreServer];
  let system: System;
  let pool: pg.Pool;
  let running: readonly Started[] = [];
  let api: ApiClient;
  let person: Person;
  let project: { id: number };
  let first: { rows: Tables; mails: number; effects: readonly unknown[] };

  const startOn = async (url: string): Promise<void> => {
    const env = { EVENTSTORE_URL: url };
    const started = await system.api(env);
    api = started.client;
    running = [started, await system.follower(env), await system.worker(env)];
  };
  const stopAll = async (): Promise<void> => {
    await Promise.all(running.map((one) => one.stop()));
    running = [];
  };
  const generate = async (): Promise<void> => {
    const body = { prompt: 'A poster for a jazz night', canvas_width: 800, canvas_height: 600 };
    const { id } = (await api.post('/api/v1/ai/generate-layout/?async=1', body, person.as)).body as Task;
    const isDone = async () =>
      ((await api.get(`/api/v1/ai/tasks/${id}/`, person.as)).body as Task).status === 'completed';
    await until(async () => ((await isDone()) ? true : undefined), 30_000);
  };
  const mails = async (): Promise<number> => (await readerOf(system.mailbox.pageUrl).list()).total;
  const effects = async (): Promise<readonly { state: string }[]> =>
    (await pool.query<{ state: string }>('select key, state, attempt from effects order by key')).rows;
  const allDone = async () => (await effects()).every(({ state }) => state === 'done') || undefined;
  const aidesign = (...words: string[]): Promise<Ended> => {
    const { DATABASE_URL = '', DATABASE_OWNER_URL = '' } = system.environment;
    return runCli(words, { DATABASE_URL, DATABASE_OWNER_URL, EVENTSTORE_URL: stores[1].url });
  };
  const doctor = (...words: string[]): Promise<Ended> => aidesign('doctor', ...words);
  /** Of all but the index of events, which says where they are in the log. */
  const rows = async (): Promise<Tables> => {
    const { event_index: _places, event_hours: _stretches, ...others } = await rowsIn(pool);
    return others;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aidesign-copied-'));
    const start = (name: string) => startEventStore({ dataDir: join(folder, name), port: 0, sync: false });
    stores = [await start('first'), await start('second')];
    await writeServerEvents(stores[0].url);
    system = await newSystem();
    pool = createPool({ url: system.environment['DATABASE_URL'] ?? '', max: 1, applicationName: 'test' });
    await startOn(stores[0].url);
    person = await newPerson(api);
    project = await newProject(api, person);
    await generate();
    await until(async () => ((await mails()) === 2 ? allDone() : undefined), 30_000);
    await stopAll();
    first = { rows: await rows(), mails: await mails(), effects: await effects() };
    const copied = await runCli(['eventstore', 'copy', '--from', stores[0].url, '--to', stores[1].url]);
    expect(copied.code, copied.err).to.equal(0);
  });
  after(async () => {
    await stopAll();
    await pool.end();
    await system.stop();
    for (const store of stores) await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is not followed from checkpoints of the first: the doctor says that they are elsewhere', async () => {
    const { code, out } = await doctor('--json');
    const findings = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(code).to.equal(1);
    const astray = findings.filter(({ ok }) => ok === false);
    expect(astray).to.have.length.above(5);
    for (const finding of astray) expect(finding).to.include({ check: 'checkpoint', fixable: true });
    expect((await doctor()).out).to.match(/✗ projects v\d+ \d+@\S+ is at \d+ in this log, not at \d+/);
  });

  it('is followed once doctor --fix has moved every checkpoint; the second time there is nothing to do', async () => {
    const fixed = await doctor('--fix');
    expect(fixed.out).to.match(/^\d+ checkpoints were moved to where this log has their events/);
    expect(fixed.out).not.to.contain('in this log, not at');
    const again = await doctor('--fix');
    expect(again.out).to.equal(fixed.out.replace(/^\d+ checkpoints.*\n/, ''));
  });

  it('has the index of events built anew, which says where they are', async () => {
    const { code, out } = await doctor();
    expect([code, out.match(/^ {2}✗.*$/gm)]).to.deep.equal([
      1,
      ['  ✗ event_index has positions of another log'],
    ]);
    for (const step of ['rebuild', 'deploy']) {
      const done = await aidesign('projection', step, 'event_index');
      expect(done.code, done.err).to.be.oneOf(step === 'rebuild' ? [0, 1] : [0]);
    }
    const healed = await doctor();
    expect([healed.code, healed.out]).to.deep.equal([0, healed.out.replace('✗', '')]);
    expect(healed.out).to.contain('All is well.');
  });

  it('has the read models and the mails of the first, and nothing is done again', async () => {
    await startOn(stores[1].url);
    const shown = await api.get(`/api/v1/projects/${project.id}/`, person.as);
    expect(shown.status).to.equal(200);
    expect(await rows()).to.deep.equal(first.rows);
    expect(await effects()).to.deep.equal(first.effects);
    expect(await mails()).to.equal(first.mails);
  });

  it('carries the journey on', async () => {
    const renamed = await api.patch(`/api/v1/projects/${project.id}/`, { name: 'Jazz' }, person.as);
    expect(renamed.status).to.equal(200);
    const { body } = await api.get('/api/v1/projects/', person.as);
    expect(JSON.stringify(body)).to.contain('"name":"Jazz"');
    await generate();
    await newPerson(api);
    await until(async () => (await mails()) === first.mails + 2 || undefined, 30_000);
    expect((await doctor()).code).to.equal(0);
  });

  it('is counted in the copy from where its checkpoints were moved to, without an alarm', async () => {
    const client = connectLog(stores[1].url);
    const own = createPool({ url: pool.options.connectionString ?? '', max: 2, applicationName: 'test' });
    try {
      expect(await lookAt({ client, pool: own }, { rows: 100 })).to.deep.equal([]);
      expect(await readFindings(own, 10)).to.deep.equal([]);
    } finally {
      await own.end();
      await client.dispose();
    }
  });
});
