import { expect } from 'chai';
import { newPerson, newProject, PASSWORD, type Person } from '#test/support/people.js';
import { newSystem, type Started, type StartedApi, type System } from '#test/support/system.js';
import { until } from '#test/support/until.js';

const NAME = 'Canary-of-Ada-Lovelace';

const textAt = async (url: string): Promise<string> => {
  const answer = await fetch(url);
  expect(answer.status).to.equal(200);
  return answer.text();
};

/** Value of the first series of that name with these labels; undefined: there is none. */
const valueIn = (text: string, name: string, labels: Readonly<Record<string, string>>) => {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const line = text
    .split('\n')
    .find((one) => one.startsWith(`${name}{`) && wanted.every((part) => one.includes(part)));
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ')));
};

describe('the numbers of a running system', () => {
  let system: System;
  let api: StartedApi;
  let follower: Started;
  let worker: Started;
  let person: Person;

  const ofApi = (): Promise<string> => textAt(`${api.client.url}/metrics/`);
  const doorOf = ({ process }: Started): string =>
    `http://127.0.0.1:${String(process.ready['metricsPort'])}/metrics`;

  /** What of the process says so, once it does. */
  const once = (read: () => Promise<string>, holds: (text: string) => boolean): Promise<string> =>
    until(async () => {
      const text = await read();
      return holds(text) ? text : undefined;
    }, 30_000);

  before(async function () {
    this.timeout(120_000);
    system = await newSystem();
    const doors = { METRICS_PORT: '0' };
    [api, follower, worker] = await Promise.all([system.api(), system.follower(doors), system.worker(doors)]);
    person = await newPerson(api.client);
    const { id } = await newProject(api.client, person, { name: NAME });
    await api.client.get(`/api/projects/${id}/`, person.as);
    await api.client.get(`/api/nothing/${NAME}/`);
  });
  after(() => system.stop());

  it('count requests by the pattern of their route, never by a path', async () => {
    const text = await ofApi();
    const labels = { route: '/api/v1/projects/:id/', method: 'GET', status: '2xx' };
    expect(valueIn(text, 'aidesign_http_request_seconds_count', labels)).to.equal(1);
    const unknown = { route: 'none', status: '4xx' };
    expect(valueIn(text, 'aidesign_http_request_seconds_count', unknown)).to.equal(1);
  });

  it('count commands by name and outcome, and what they appended', async () => {
    const text = await ofApi();
    const created = { command: 'CreateProject', outcome: 'done' };
    expect(valueIn(text, 'aidesign_command_seconds_count', created)).to.equal(1);
    expect(valueIn(text, 'aidesign_append_seconds_count', { outcome: 'done' })).to.be.above(1);
  });

  it('tell in one place of every follower, where it is against the log', async () => {
    const labels = { kind: 'projection', name: 'projects' };
    const text = await once(ofApi, (one) => valueIn(one, 'aidesign_follower_lag_events', labels) === 0);
    expect(valueIn(text, 'aidesign_follower_working', labels)).to.equal(1);
    expect(valueIn(text, 'aidesign_follower_events_handled', labels)).to.be.above(0);
    expect(valueIn(text, 'aidesign_follower_parked_streams', { name: 'mail' })).to.equal(0);
    expect(valueIn(text, 'aidesign_log_reachable', {})).to.equal(1);
  });

  it('tell how the follower works', async () => {
    const read = () => textAt(doorOf(follower));
    const text = await once(read, (one) => (valueIn(one, 'aidesign_follow_events_total', {}) ?? 0) > 1);
    expect(valueIn(text, 'aidesign_follow_state', { state: 'stopped' })).to.equal(0);
    expect(valueIn(text, 'aidesign_follow_commit_seconds_count', { outcome: 'done' })).to.be.above(0);
  });

  it('tell of effects, and of the bell that calls for them', async () => {
    const isDone = (text: string): boolean => /^aidesign_effect_attempt_seconds_count\{.*"done"/m.test(text);
    const text = await once(() => textAt(doorOf(worker)), isDone);
    expect(valueIn(text, 'aidesign_bell_reachable', {})).to.equal(1);
    expect(valueIn(text, 'aidesign_bell_answered_total', { queue: 'mail' })).to.be.above(0);
  });

  it('tell of pools, memory and the event loop', async () => {
    const text = await ofApi();
    expect(valueIn(text, 'aidesign_pool_connections', { pool: 'api', state: 'idle' })).to.be.at.least(0);
    expect(text)
      .to.match(/^process_resident_memory_bytes\{/m)
      .and.to.match(/^nodejs_eventloop_lag_p99_/m);
  });

  it('hold no secret, no name and no id of a person, wherever they are read', async () => {
    const health = await textAt(`${api.client.url}/health/live/`);
    const detailed = await (await fetch(`${api.client.url}/api/health/detailed/`)).text();
    const texts = [health, detailed, await ofApi()];
    for (const door of [follower, worker]) texts.push(await textAt(doorOf(door)));
    const secrets = [NAME, person.username, person.email, PASSWORD, person.access, String(person.id)];
    const { DATABASE_URL, REDIS_URL } = system.environment;
    for (const url of [DATABASE_URL, REDIS_URL]) {
      const { password } = new URL(url ?? 'none:');
      if (password !== '') secrets.push(password);
    }
    for (const secret of secrets) for (const text of texts) expect(text.includes(secret)).to.equal(false);
  });

  it('tell of a follower that died, which cannot tell of itself', async () => {
    await follower.kill();
    await newProject(api.client, person, { name: 'After' });
    const labels = { kind: 'projection', name: 'projects' };
    const behind = (text: string): boolean =>
      (valueIn(text, 'aidesign_follower_lag_seconds', labels) ?? 0) > 0 &&
      valueIn(text, 'aidesign_follower_working', labels) === 0;
    const text = await once(ofApi, behind);
    expect(valueIn(text, 'aidesign_follower_lag_events', labels)).to.be.at.least(1);
    const health = await fetch(`${api.client.url}/api/health/detailed/`);
    expect(health.status).to.equal(503);
    expect(await health.json()).to.include({ status: 'degraded' });
  });
});
