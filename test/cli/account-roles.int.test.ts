import { expect } from 'chai';
import type { EventStoreServer } from '#embedded/eventstore/server.js';
import { makeDataDir, removeDataDir, runCli } from './support/cli-process.js';
import { appendAccount, openStore } from './support/event-store.js';

const ACCOUNT = 1_234_567_890_123;

describe('aidesign account grant and revoke', () => {
  let dataDir: string;
  let store: EventStoreServer;
  const environment = () => ({ DATA_DIR: dataDir, EVENTSTORE_URL: store.url });
  const account = (...words: string[]) => runCli(['account', ...words], environment());

  before(async () => {
    dataDir = await makeDataDir();
    store = await openStore(dataDir);
    await appendAccount(store.url, ACCOUNT);
  });

  after(async () => {
    await store.close();
    await removeDataDir(dataDir);
  });

  it('gives a role, once, and takes it back, each as an event of the operator', async () => {
    const given = await account('grant', String(ACCOUNT), '--role', 'Auditor');
    expect(given).to.include({ code: 0, out: `ada (${ACCOUNT}) now has the role auditor.\n` });
    const again = await account('grant', String(ACCOUNT), '--role', 'auditor', '--json');
    expect(JSON.parse(again.out)).to.deep.equal({
      account: ACCOUNT,
      roles: ['auditor'],
      changed: false,
      revision: 1,
    });
    await account('revoke', String(ACCOUNT), '--role', 'auditor');
    const { out } = await runCli(['events', 'tail', '--limit', '2', '--json'], environment());
    const events = out.split('\n', 2).map((line) => JSON.parse(line) as { type: string; actor: object });
    expect(events.map(({ type }) => type)).to.deep.equal(['AccountRoleGranted', 'AccountRoleRevoked']);
    for (const { actor } of events) expect(actor).to.include({ kind: 'operator' });
  });

  it('ends with 2 and a suggestion for an unknown role', async () => {
    const { code, err } = await account('grant', String(ACCOUNT), '--role', 'auditer');
    expect({ code, err }).to.deep.equal({
      code: 2,
      err: 'There is no role "auditer".\nDid you mean auditor?\n',
    });
  });

  it('ends with 2 when no role is named', async () => {
    const { code, err } = await account('grant', String(ACCOUNT));
    expect({ code, err }).to.deep.equal({
      code: 2,
      err: '--role is missing.\nRoles: admin, analyst, auditor.\n',
    });
  });
});
