import { userInfo } from 'node:os';
import { expect } from 'chai';
import { COMMANDS } from '#cli/commands/index.js';
import { runCli } from '#cli/framework/run-cli.js';
import type { Follower } from '#followers/follower.js';
import { made, note, POISON } from '#test/followers/parking/example/history.js';
import { createWorld, type World } from '#test/followers/parking/world.js';
import { fakeTools } from './support/fake-tools.js';

const REASON = 'written by a test tool';

describe('aidesign parked', () => {
  let world: World;
  let follower: Follower;

  const aidesign = async (...words: string[]) => {
    const { tools, written } = fakeTools();
    const program = { version: '0', commands: COMMANDS };
    const all = { ...tools, parking: async () => world.desk };
    const code = await runCli(program, ['parked', ...words], all);
    return { code, ...written };
  };
  const long = (id: number) => POISON['54000']?.(id) ?? note(id);
  const handled = async (): Promise<void> => follower.settled(await world.append(9, [note(9)]));

  before(async () => {
    world = await createWorld();
    await world.append(9, [made(9)]);
    for (const id of [1, 2, 3]) await world.append(id, [made(id), long(id), note(id)]);
    follower = world.start();
    await handled();
  });
  after(() => world.close());

  describe('list', () => {
    it('shows each stream with its first event, and why', async () => {
      const { code, out, err } = await aidesign('list');
      expect(code).to.equal(0);
      for (const id of [1, 2, 3])
        expect(out).to.match(new RegExp(`things@1 1@thing-${id} .*ThingNoted .*waiting 2 .*54000`));
      expect(err).to.equal('3 in all.\n');
    });

    it('answers programs, narrowed by projection', async () => {
      const { out } = await aidesign('list', '--projection', 'things', '--limit', '1', '--json');
      expect(JSON.parse(out)).to.deep.include({
        projection: 'things',
        version: 1,
        stream: 'thing-1',
        events: 2,
      });
      expect((await aidesign('list', '--projection', 'other', '--json')).out).to.equal('');
    });

    it('says so when nothing is parked', async () => {
      expect(await aidesign('list', '--projection', 'other')).to.deep.equal({
        code: 0,
        out: '',
        err: 'Nothing is parked.\n',
      });
    });
  });

  describe('show', () => {
    it('tells what waits in the stream', async () => {
      const { code, out } = await aidesign('show', 'things', 'thing-1');
      expect(code).to.equal(0);
      expect(out)
        .to.contain('1@thing-1  ThingNoted')
        .and.to.contain('54000')
        .and.to.match(/2 {2}ThingNoted {2}waits/);
    });

    it('answers programs', async () => {
      const { out } = await aidesign('show', 'things@1', 'thing-1', '--json');
      const { waiting } = JSON.parse(out) as {
        waiting: readonly { revision: number; code: string | null }[];
      };
      expect(waiting.map(({ revision, code }) => [revision, code])).to.deep.equal([
        [1, '54000'],
        [2, null],
      ]);
    });

    it('ends with 4 when the stream is not parked', async () => {
      expect(await aidesign('show', 'things', 'thing-9')).to.deep.equal({
        code: 4,
        out: '',
        err: 'thing-9 is not parked for things.\n',
      });
    });

    it('ends with 2 for what is no projection', async () => {
      expect((await aidesign('show', 'Things!', 'thing-1')).code).to.equal(2);
    });
  });

  describe('skip', () => {
    it('needs a reason', async () => {
      const { code, err } = await aidesign('skip', 'things', 'thing-1');
      expect(code).to.equal(2);
      expect(err).to.contain('--reason is missing.');
    });

    it('leaves the event out: what waited behind it is handled, and the log says who and why', async () => {
      const { code, out } = await aidesign('skip', 'things', 'thing-1', '--reason', REASON);
      expect({ code, out }).to.deep.equal({
        code: 0,
        out: 'things@1 leaves 1@thing-1 out for good; the log says why.\n',
      });
      await handled();
      expect((await world.waiting()).map(({ stream }) => stream)).not.to.include('thing-1');
      const { value } = await world.log.read('parking-things.1').next();
      expect(value?.event.data).to.include({ stream: 'thing-1', revision: 1, reason: REASON });
      expect(value?.metadata.actor).to.deep.equal({ kind: 'operator', id: userInfo().username });
    });

    it('ends with 1 while a decision before it is not carried out', async () => {
      await follower.stop();
      await aidesign('retry', 'things', 'thing-2');
      const { code, err } = await aidesign('skip', 'things', 'thing-2', '--reason', REASON);
      follower = world.start();
      await handled();
      expect(code).to.equal(1);
      expect(err).to.contain('is not carried out yet');
    });
  });

  describe('retry', () => {
    it('has one stream handled by the running follower', async () => {
      await world.pool.query('drop index notes_v1_by_text');
      const { code, out } = await aidesign('retry', 'things', 'thing-2');
      expect(code).to.equal(0);
      expect(out).to.contain('thing-2 for things@1 is tried again');
      await handled();
      expect((await world.waiting()).map(({ stream }) => stream)).to.deep.equal(['thing-3', 'thing-3']);
    });

    it('has everything handled, and answers programs', async () => {
      const { out } = await aidesign('retry', 'things', 'all', '--json');
      expect(JSON.parse(out)).to.deep.equal({
        projection: 'things',
        version: 1,
        stream: null,
        retried: true,
      });
      await handled();
      expect(await world.waiting()).to.deep.equal([]);
    });

    it('ends with 4 when nothing is parked', async () => {
      expect((await aidesign('retry', 'things', 'all')).code).to.equal(4);
      expect((await aidesign('retry', 'things', 'thing-2')).code).to.equal(4);
    });
  });
});
