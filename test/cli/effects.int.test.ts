import { userInfo } from 'node:os';
import { expect } from 'chai';
import { COMMANDS } from '#cli/commands/index.js';
import { runCli } from '#cli/framework/run-cli.js';
import type { Engine } from '#followers/engine.js';
import { startReactors } from '#followers/reactors.js';
import { systemClock } from '#platform/clock.js';
import { createDesk } from '#workers/effects/desk.js';
import { createEffectStore } from '#workers/effects/effect-store.js';
import type { Handler } from '#workers/effects/handler.js';
import { createRunner } from '#workers/effects/runner.js';
import { keyOf, shipping, shippingHandler } from '#test/workers/effects/example/shipping.js';
import { codec, createEffectsWorld, type World } from '#test/workers/effects/world.js';
import { fakeTools } from './support/fake-tools.js';

const silent = () => undefined;

describe('aidesign effects', () => {
  let world: World;
  let reactors: Engine;

  const handlerWith = (terms: Partial<Handler> = {}): Handler =>
    shippingHandler({ log: world.log, carrierUrl: world.carrier.url, terms });
  const aidesign = async (words: readonly string[], terms: Partial<Handler> = {}) => {
    const { tools, written } = fakeTools();
    const desk = createDesk({
      db: world.pool,
      log: async () => world.log,
      handlers: async () => [handlerWith(terms)],
      clock: systemClock,
    });
    const program = { version: '0', commands: COMMANDS };
    const code = await runCli(program, ['effects', ...words], { ...tools, effects: async () => desk });
    return { code, ...written };
  };
  const attempt = async (id: number): Promise<void> => {
    const { log, pool } = world;
    const handlers = [handlerWith()];
    const logger = { debug: silent, info: silent, warn: silent };
    const store = createEffectStore(pool, handlers);
    const runner = createRunner({ commands: { log }, clock: systemClock, store, handlers, logger });
    await runner.run(keyOf(id));
    await runner.settled();
  };
  const pending = async (): Promise<number> => {
    const id = await world.order();
    await world.reached('pending', [id]);
    return id;
  };
  const dead = async (): Promise<number> => {
    const id = await pending();
    world.carrier.mood = 'refused';
    await attempt(id);
    world.carrier.mood = 'ok';
    return id;
  };

  before(async () => {
    world = await createEffectsWorld();
    const { url: log, pool } = world;
    reactors = startReactors({ log, codec, pool, reactors: [shipping], onDue: silent });
  });
  after(async () => {
    await reactors.stop();
    await world.close();
  });

  describe('list', () => {
    it('shows what is not done, and where it stands', async () => {
      const [waiting, failed, done] = [await pending(), await dead(), await pending()];
      await attempt(done);
      const { code, out } = await aidesign(['list']);
      expect(code).to.equal(0);
      expect(out).to.match(new RegExp(`pending +${keyOf(waiting)}`));
      expect(out).to.match(new RegExp(`dead +${keyOf(failed)} .*no_such_address`));
      expect(out).not.to.contain(keyOf(done));
    });

    it('answers programs, narrowed by state and kind', async () => {
      const id = await dead();
      const { out } = await aidesign(['list', '--state', 'dead', '--kind', 'ship', '--limit', '1', '--json']);
      const { state, kind, ids, attempt: tried } = JSON.parse(out) as Record<string, unknown>;
      expect({ state, kind, ids, tried }).to.deep.equal({
        state: 'dead',
        kind: 'ship',
        ids: { parcelId: id },
        tried: 1,
      });
      expect((await aidesign(['list', '--kind', 'fly', '--json'])).out).to.equal('');
    });

    it('ends with 2 and a suggestion for an unknown state', async () => {
      expect(await aidesign(['list', '--state', 'daed'])).to.deep.equal({
        code: 2,
        out: '',
        err: 'There is no state "daed".\nDid you mean dead?\n',
      });
    });
  });

  describe('show', () => {
    it('tells state, cause and attempts', async () => {
      const id = await dead();
      const { code, out } = await aidesign(['show', keyOf(id)]);
      expect(code).to.equal(0);
      expect(out).to.contain(`parcelId=${id}`).and.to.contain(`parcel-${id}@0`).and.to.contain('dead');
    });

    it('ends with 4 when there is none', async () => {
      expect(await aidesign(['show', 'ship.none'])).to.deep.equal({
        code: 4,
        out: '',
        err: 'There is no effect "ship.none".\n',
      });
    });
  });

  describe('retry', () => {
    it('makes one that was given up due with a fresh budget, and it can succeed', async () => {
      const id = await dead();
      const { code, out } = await aidesign(['retry', keyOf(id)]);
      expect({ code, out }).to.deep.equal({
        code: 0,
        out: `${keyOf(id)} is due again, with a fresh budget.\n`,
      });
      expect(await world.row(id)).to.include({ state: 'pending', tries: 0, last_error: null });
      await attempt(id);
      expect(await world.row(id)).to.include({ state: 'done', attempt: 2 });
    });

    it('gives one that is too old a fresh age', async () => {
      const id = await world.order(new Date(Date.now() - 7_200_000));
      await world.reached('pending', [id]);
      await attempt(id);
      expect(await world.row(id)).to.include({ state: 'expired' });
      await aidesign(['retry', keyOf(id)]);
      await attempt(id);
      expect(await world.row(id)).to.include({ state: 'done' });
    });

    it('is refused where the log takes no other outcome', async () => {
      const id = await dead();
      const { code, err } = await aidesign(['retry', keyOf(id)], { endsForGood: true });
      expect({ code, err }).to.deep.equal({
        code: 1,
        err: `${keyOf(id)} was given up for good: the log takes no other outcome.\n`,
      });
      expect(await world.row(id)).to.include({ state: 'dead' });
    });

    it('is refused for one that is done, and for one that is being worked on', async () => {
      const [done, running] = [await pending(), await pending()];
      await attempt(done);
      expect((await aidesign(['retry', keyOf(done)])).err).to.contain('is done');
      await world.pool.query(`update effects set state = 'running' where key = $1`, [keyOf(running)]);
      const { code, err } = await aidesign(['retry', keyOf(running)]);
      expect(code).to.equal(1);
      expect(err).to.contain('is being worked on');
    });
  });

  describe('give-up', () => {
    const REASON = 'ordered twice';

    it('ends the effect in the log, with the reason and who decided so', async () => {
      const id = await pending();
      const { code } = await aidesign(['give-up', keyOf(id), '--reason', REASON]);
      expect(code).to.equal(0);
      const stream = world.log.read(`parcel-${id}`, 1);
      const { value } = await stream.next();
      expect(value?.event.data).to.include({ why: 'operator', detail: REASON });
      expect(value?.metadata.actor).to.deep.equal({ kind: 'operator', id: userInfo().username });
      expect(await world.row(id)).to.include({ state: 'dead', last_error: 'operator' });
    });

    it('needs a reason', async () => {
      const id = await pending();
      const { code, err } = await aidesign(['give-up', keyOf(id)]);
      expect(code).to.equal(2);
      expect(err).to.contain('--reason is missing.');
      expect(await world.row(id)).to.include({ state: 'pending' });
    });

    it('leaves the effect as it was when the log cannot be written', async () => {
      const id = await pending();
      const giveUp = () => Promise.reject(new Error('no log'));
      const { code } = await aidesign(['give-up', keyOf(id), '--reason', REASON], { giveUp });
      expect(code).to.equal(1);
      expect(await world.row(id)).to.include({ state: 'pending', tries: 0 });
    });

    it('does not interfere with a worker', async () => {
      const id = await pending();
      world.carrier.mood = 'hold';
      const running = attempt(id);
      await world.carrier.held();
      const { code, err } = await aidesign(['give-up', keyOf(id), '--reason', REASON]);
      expect(code).to.equal(1);
      expect(err).to.contain('is being worked on right now');
      world.carrier.letGo();
      await running;
      expect(await world.row(id)).to.include({ state: 'done' });
    });

    it('ends with 1 for one that has ended', async () => {
      const id = await pending();
      await attempt(id);
      const { code, err } = await aidesign(['give-up', keyOf(id), '--reason', REASON]);
      expect({ code, err }).to.deep.equal({ code: 1, err: `${keyOf(id)} has ended already: it is done.\n` });
    });
  });
});
