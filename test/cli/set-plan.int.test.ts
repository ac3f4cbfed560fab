import { expect } from 'chai';
import type { EventStoreServer } from '#embedded/eventstore/server.js';
import { makeDataDir, removeDataDir, runCli } from './support/cli-process.js';
import { appendAccount, openStore } from './support/event-store.js';

const ACCOUNT = 1_234_567_890_123;

describe('aidesign account set-plan', () => {
  let dataDir: string;
  let store: EventStoreServer;
  const environment = () => ({ DATA_DIR: dataDir, EVENTSTORE_URL: store.url });
  const setPlan = (...words: string[]) => runCli(['account', 'set-plan', ...words], environment());

  beforeEach(async () => {
    dataDir = await makeDataDir();
    store = await openStore(dataDir);
    await appendAccount(store.url, ACCOUNT);
  });

  afterEach(async () => {
    await store.close();
    await removeDataDir(dataDir);
  });

  it('changes the plan of the account with that id', async () => {
    const { code, out } = await setPlan(String(ACCOUNT), 'Pro');
    expect({ code, out }).to.deep.equal({ code: 0, out: `ada (${ACCOUNT}) is on Pro now, was on Free.\n` });
  });

  it('records who did it', async () => {
    await setPlan(String(ACCOUNT), 'pro');
    const { out } = await runCli(['events', 'tail', '--limit', '1', '--json'], environment());
    const event = JSON.parse(out) as {
      type: string;
      actor: { kind: string };
      data: unknown;
      account: number;
    };
    expect(event).to.deep.include({ type: 'AccountPlanChanged', account: ACCOUNT });
    expect(event.actor.kind).to.equal('operator');
    expect(event.data).to.deep.include({ accountId: ACCOUNT, from: 'free', to: 'pro' });
  });

  it('answers programs', async () => {
    const { out } = await setPlan(String(ACCOUNT), 'enterprise', '--json');
    expect(JSON.parse(out)).to.deep.equal({
      account: ACCOUNT,
      from: 'free',
      to: 'enterprise',
      changed: true,
      revision: 1,
    });
  });

  it('does nothing when the account has that plan', async () => {
    const { code, out } = await setPlan(String(ACCOUNT), 'free', '--json');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({ changed: false, revision: 0 });
  });

  it('ends with 2 and a suggestion for an unknown plan', async () => {
    expect(await setPlan(String(ACCOUNT), 'entreprise')).to.deep.equal({
      code: 2,
      out: '',
      err: 'There is no plan "entreprise".\nDid you mean enterprise?\n',
    });
  });

  it('never makes a vault to look a name up in', async () => {
    const { code, err } = await setPlan('ada@example.org', 'pro');
    expect(code).to.equal(2);
    expect(err).to.contain('There is no vault in').and.to.contain('VAULT_URL');
  });

  it('ends with 3 when the event store cannot be reached', async () => {
    const closed = { DATA_DIR: dataDir, EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' };
    const { code, err } = await runCli(['account', 'set-plan', String(ACCOUNT), 'pro'], closed);
    expect(code).to.equal(3);
    expect(err.trim().split('\n')).to.have.length(1);
  });
});
