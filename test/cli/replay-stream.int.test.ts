import { expect } from 'chai';
import type { EventStoreServer } from '#embedded/eventstore/server.js';
import { makeDataDir, removeDataDir, runCli } from './support/cli-process.js';
import { appendAccount, openStore } from './support/event-store.js';

const ACCOUNT = 1_234_567_890_123;
const STREAM = `account-${ACCOUNT}`;

interface Replayed {
  readonly revision: number;
  readonly type: string;
  readonly at: string;
  readonly state: Readonly<Record<string, unknown>>;
}

describe('aidesign replay of a stream', () => {
  let dataDir: string;
  let store: EventStoreServer;
  const environment = () => ({ DATA_DIR: dataDir, EVENTSTORE_URL: store.url });
  const aidesign = (...words: string[]) => runCli(words, environment());
  const replay = (...words: string[]) => aidesign('replay', ...words);
  const replayed = async (...words: string[]): Promise<Replayed> => {
    const { code, out, err } = await replay(STREAM, '--json', ...words);
    expect(code, err).to.equal(0);
    return JSON.parse(out) as Replayed;
  };

  before(async () => {
    dataDir = await makeDataDir();
    store = await openStore(dataDir);
    await appendAccount(store.url, ACCOUNT);
    await aidesign('account', 'set-plan', String(ACCOUNT), 'pro');
    await aidesign('account', 'set-plan', String(ACCOUNT), 'enterprise');
  });

  after(async () => {
    await store.close();
    await removeDataDir(dataDir);
  });

  it('shows what it came to', async () => {
    const { revision, type, state } = await replayed();
    expect({ revision, type, plan: state['plan'] }).to.deep.equal({
      revision: 2,
      type: 'AccountPlanChanged',
      plan: 'enterprise',
    });
  });

  it('shows it as it was after an event, and at an instant', async () => {
    const { state, at } = await replayed('--revision', '1');
    expect(state['plan']).to.equal('pro');
    expect((await replayed('--until', at)).state).to.deep.equal(state);
    expect((await replayed('--revision', '0')).state['plan']).to.equal('free');
  });

  it('is readable for people', async () => {
    const { out } = await replay(STREAM, '--revision', '1');
    expect(out).to.match(new RegExp(`^${STREAM}@1 {2}AccountPlanChanged {2}\\d{4}-`));
    expect(out).to.contain('  "plan": "pro",');
  });

  it('hides personal values', async () => {
    const { state } = await replayed();
    expect(state).to.include({ email: '‹personal›', username: '‹personal›', credential: '‹personal›' });
  });

  it('shows personal values with --personal, never a hash of a password, and the log says so', async () => {
    const { state } = await replayed('--personal');
    expect(state).to.include({ email: 'ada@example.org', username: 'ada', credential: '‹personal›' });
    const { out } = await aidesign('events', 'tail', '--limit', '1', '--json');
    const look = JSON.parse(out) as { type: string; data: Record<string, unknown> };
    expect(look.type).to.equal('PersonalDataViewed');
    expect(look.data).to.deep.include({ subjects: [ACCOUNT], events: 3 });
    expect(look.data['by']).to.include({ kind: 'operator' });
    expect(look.data['asked']).to.include({ view: 'state', stream: STREAM });
  });

  const missing: readonly (readonly [string, string, ...string[]])[] = [
    ['a stream that does not exist', 'There is no stream project-7.', 'project-7'],
    ['an instant before it began', 'it began at', STREAM, '--until', '2020-01-01'],
    ['a revision it does not have', 'the last one is 2', STREAM, '--revision', '3'],
  ];
  for (const [what, hint, ...words] of missing) {
    it(`ends with 4 for ${what}`, async () => {
      const { code, out, err } = await replay(...words);
      expect(err).to.contain(hint);
      expect({ code, out }).to.deep.equal({ code: 4, out: '' });
    });
  }
});
