import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  effectsOf,
  playWhileKilling,
  rowsAndFold,
  type Kill,
  type Played,
} from '#test/support/crash-loop.js';
import { until } from '#test/support/until.js';
import { startUp, type Child, type Up } from '#test/support/up.js';

/** Each child twice, never thrice within a minute: the supervisor would give up. */
const KILLED: readonly Kill[] = [
  { after: 4, child: 'api' },
  { after: 9, child: 'event store' },
  { after: 15, child: 'follow' },
  { after: 19, child: 'postgres' },
  { after: 22, child: 'worker' },
  { after: 24, child: 'mailbox' },
  { after: 29, child: 'redis' },
  { after: 36, child: 'event store' },
  { after: 41, child: 'postgres' },
  { after: 45, child: 'api' },
  { after: 50, child: 'follow' },
  { after: 52, child: 'model' },
  { after: 53, child: 'worker' },
  { after: 58, child: 'redis' },
];

describe('a server whose processes are killed one after another while people work', function () {
  this.timeout(300_000);
  let up: Up;
  let played: Played;

  before(async () => {
    up = await startUp(await mkdtemp(join(tmpdir(), 'aidesign-crash-')));
    played = await playWhileKilling(up, KILLED, 2);
  });

  after(async () => {
    await up.stop();
    await rm(up.dataDir, { recursive: true, force: true });
  });

  it('serves the whole story twice: what was answered is in the log exactly once', () => {
    expect(played.code, played.output).to.equal(0);
    expect(played.killed).to.have.length(KILLED.length);
  });

  it('brings every process back by itself', async () => {
    const children: readonly Child[] = ['api', 'follow', 'worker', 'event store', 'postgres', 'redis'];
    const missing = (): readonly Child[] => children.filter((child) => up.pidOf(child) === undefined);
    // The last one was killed a moment ago.
    await until(async () => missing().length === 0 || undefined, 60_000);
    expect(missing()).to.deep.equal([]);
  });

  it('keeps every table equal to a fold of the log', async () => {
    const { rows, folded } = await rowsAndFold(up);
    expect(rows).to.deep.equal(folded);
  });

  it('brings every effect to one end: generations, quotas, mails', async () => {
    const { repeatedMails, ...effects } = await effectsOf(up);
    expect(Object.values(effects).flat()).to.deep.equal([]);
    expect(repeatedMails.length).to.be.at.most(KILLED.length);
  });
});
