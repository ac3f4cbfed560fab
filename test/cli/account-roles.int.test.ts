import { expect } from 'chai';
import type { EventStoreServer } from '#embedded/eventstore/server.js';
import { makeDataDir, removeDataDir } from './support/cli-process.js';
import { appendAccount, openStore } from './support/event-store.js';
import { cliOnLog } from './support/log-tools.js';

const ACCOUNT = 1_234_567_890_123;

describe('aidesign account grant and revoke', () => {
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
    const events = (await cli.events()).slice(1);
    expect(events.map(({ type }) => type)).to.deep.equal(['AccountRoleGranted', 'AccountRoleRevoked']);
    for (const { origin } of events) expect(origin?.actor).to.include({ kind: 'operator' });
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
