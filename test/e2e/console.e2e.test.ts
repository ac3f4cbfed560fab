import { expect } from 'chai';
import { runCli } from '#test/cli/support/cli-process.js';
import { browserAt, type TestBrowser } from '#test/console/browser.js';
import type { ApiClient } from '#test/support/api-client.js';
import { newPerson } from '#test/support/people.js';
import { newSystem, type StartedApi, type System } from '#test/support/system.js';
import { until } from '#test/support/until.js';

const PAGE = '/console/projections/projects';

describe('the console of a running system', () => {
  let system: System;
  let server: StartedApi;
  let api: ApiClient;
  let browser: TestBrowser;

  before(async () => {
    system = await newSystem();
    await system.follower();
    server = await system.api();
    api = server.client;
    const admin = await newPerson(api);
    const granted = await runCli(
      ['account', 'grant', String(admin.id), '--role', 'admin'],
      system.environment,
    );
    expect(granted.code, granted.err).to.equal(0);
    browser = browserAt(api.url);
    await browser.signIn(admin.username);
  });
  after(() => system.stop());

  const textOf = async (path: string): Promise<string> => {
    const answer = await browser.get(path);
    expect(answer.status, path).to.equal(200);
    return answer.text();
  };

  it('opens on the port of the API', async () => {
    expect(await textOf('/console/')).to.include('href="/console/projections"');
    const list = await textOf('/console/projections');
    for (const name of ['accounts', 'projects', 'event_index', 'mail'])
      expect(list).to.include(`<bdi>${name}</bdi>`);
  });

  it('rebuilds a read model in the background, as the role that owns the tables', async () => {
    expect((await browser.submit(PAGE, `${PAGE}/rebuild`)).status).to.equal(303);
    const built = await until(async () => {
      const text = await textOf(PAGE);
      return text.includes('Version 2 is built') ? text : undefined;
    }, 20_000);
    expect(built).to.include('No row differs between v1 and v2.');
  });

  it('ends what is live when the server stops, in order and not cut off', async () => {
    const live = await browser.get('/console/projections/live');
    const reading = live.text();
    await server.stop();
    expect(await reading).to.include('event: part');
  });
});
