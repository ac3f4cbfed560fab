import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import { FAULT_POINTS } from '#platform/fault.js';
import { appendThings, note, POISON } from './example/history.js';
import { createWorld, type World } from './world.js';

const SCRIPT = join(import.meta.dirname, 'follower-process.js');
const IDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** The third note of the third and of the sixth thing cannot be stored. */
const sickWith = (code: string) => (id: number, revision: number) =>
  revision === 3 && id % 3 === 0 ? POISON[code]?.(id) : undefined;

/** A follower that kills itself at the fault; resolves with what ended it. */
const follow = ({ url, databaseUrl }: World, fault: string) => {
  const env = { ...process.env, AIDESIGN_FAULT: fault };
  const child: ChildProcess = spawn(process.execPath, [SCRIPT, url, databaseUrl], { env, stdio: 'ignore' });
  return { child, ended: once(child, 'exit').then(([, signal]) => signal as unknown) };
};

const waitingStreams = async (world: World): Promise<readonly string[]> => [
  ...new Set((await world.waiting()).map(({ stream }) => stream)),
];

/** The first batch fails as a whole, and is begun again with care; only then it comes to an end. */
const LOOKING = [
  ...FAULT_POINTS.parking.flatMap((point) => [`${point}:1`, `${point}:4`]),
  'after-begin:2',
  'before-commit:1',
];

for (const fault of LOOKING) {
  describe(`a follower killed at ${fault} while it looks for events to park`, () => {
    let world: World;
    let child: ChildProcess | undefined;

    before(async () => {
      world = await createWorld();
      await appendThings(world, { ids: IDS, notes: 6 }, sickWith('22003'));
      const killed = follow(world, fault);
      ({ child } = killed);
      expect(await killed.ended).to.equal('SIGKILL');
    });

    after(async () => {
      child?.kill('SIGKILL');
      await world.close();
    });

    it('leaves rows and park that fit the checkpoint', () => world.expectFold());

    it('is followed by one that parks the same, and loses nothing', async () => {
      await world.settled(world.start());
      expect(await waitingStreams(world)).to.have.members(['thing-3', 'thing-6']);
      expect(await world.waiting()).to.have.lengthOf(2 * 4);
      await world.expectFold();
    });
  });
}

for (const fault of ['before-commit:1', 'after-commit:1']) {
  describe(`a follower killed at ${fault} while it tries parked events again`, () => {
    let world: World;
    let child: ChildProcess | undefined;

    before(async () => {
      world = await createWorld();
      await appendThings(world, { ids: IDS, notes: 6 }, sickWith('54000'));
      const follower = world.start();
      await world.settled(follower);
      await follower.stop();
      await world.pool.query('drop index notes_v1_by_text');
      await world.desk.retry({ projection: 'things', version: 1, stream: null }, 'ada');
      const killed = follow(world, fault);
      ({ child } = killed);
      expect(await killed.ended).to.equal('SIGKILL');
    });

    after(async () => {
      child?.kill('SIGKILL');
      await world.close();
    });

    it('leaves rows and park that fit the checkpoint', () => world.expectFold());

    it('is followed by one that handles them, each once', async () => {
      const follower = world.start();
      await follower.settled(await world.append(1, [note(1)]));
      expect(await world.waiting()).to.deep.equal([]);
      await world.expectFold();
    });
  });
}
