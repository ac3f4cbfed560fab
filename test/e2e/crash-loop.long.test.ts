import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { effectsOf, playWhileKilling, rowsAndFold } from '#test/support/crash-loop.js';
import { slice } from '#test/support/long-slice.js';
import { startUp, type Child, type Up } from '#test/support/up.js';

const CHILDREN: readonly Child[] = [
  'api',
  'event store',
  'follow',
  'postgres',
  'worker',
  'redis',
  'mailbox',
  'model',
];
const STEPS = 30;
/** Nobody needs these before. */
const FIRST_STEP: Partial<Record<Child, number>> = { redis: 16, mailbox: 16, model: 20 };
/** Every child killed after every step of the demo from which on it can matter. */
const CASES = CHILDREN.flatMap((child) =>
  Array.from({ length: STEPS }, (_, step) => ({ child, after: step + 1 })).filter(
    ({ after }) => after >= (FIRST_STEP[child] ?? 1),
  ),
);

describe('a server of which one process is killed while the demo runs', function () {
  this.timeout(600_000);
  let up: Up;

  beforeEach(async () => {
    up = await startUp(await mkdtemp(join(tmpdir(), 'aidesign-long-')));
  });

  afterEach(async () => {
    await up.stop();
    await rm(up.dataDir, { recursive: true, force: true });
  });

  for (const kill of slice(CASES)) {
    it(`loses nothing and doubles nothing: ${kill.child} after step ${kill.after}`, async () => {
      const played = await playWhileKilling(up, [kill], 1);
      expect(played.code, played.output).to.equal(0);
      const { rows, folded } = await rowsAndFold(up);
      expect(rows).to.deep.equal(folded);
      const { repeatedMails, ...effects } = await effectsOf(up);
      expect(Object.values(effects).flat()).to.deep.equal([]);
      expect(repeatedMails.length).to.be.at.most(kill.child === 'api' || kill.child === 'follow' ? 0 : 1);
    });
  }
});
