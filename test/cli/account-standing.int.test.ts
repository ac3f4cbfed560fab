import { expect } from 'chai';
import type { EventStoreServer } from '#embedded/eventstore/server.js';
import { makeDataDir, removeDataDir } from './support/cli-process.js';
import { appendAccount, openStore } from './support/event-store.js';
import { cliOnLog } from './support/log-tools.js';

const ACCOUNT = 1_234_567_890_123;

describe('aidesign account deactivate and reactivate', () => {
  let dataDir: string;
  let store: EventStoreServer;
  let cli: ReturnType<typeof cliOnLog>;
  const account = (...words: string[]) => cli.run('account', ...words);

  before(async () => {
    dataDir = await makeDataDir();
    store = await openStore(dataDir);
    cli = cliOnLog(store.url);
    await appendAccount(store.url, ACCOUNT);
  });

  after(async () => {
    await cli.close();
    await store.close();
    await removeDataDir(dataDir);
  });

  it('deactivate once, reactivate, each as an event of the operator', async () => {
    const done = await account('deactivate', String(ACCOUNT));
    expect(done).to.include({ code: 0, out: `ada (${ACCOUNT}) is deactivated now.\n` });
    const again = await account('deactivate', String(ACCOUNT), '--json');
    expect(JSON.parse(again.out)).to.deep.equal({
      account: ACCOUNT,
      active: false,
      changed: false,
      revision: 1,
    });
    const back = await account('reactivate', String(ACCOUNT));
    expect(back).to.include({ code: 0, out: `ada (${ACCOUNT}) is active now.\n` });
    const events = (await cli.events()).slice(1);
    expect(events.map(({ type }) => type)).to.deep.equal(['AccountDeactivated', 'AccountReactivated']);
    for (const { origin } of events) expect(origin?.actor).to.include({ kind: 'operator' });
  });

  it('end with 2 when nobody is named', async () => {
    expect((await account('deactivate')).code).to.equal(2);
  });

  it('explain themselves', async () => {
    expect((await account('deactivate', '--help')).out).to.match(/Nobody signs in to the account any more/);
  });
});
