import { expect } from 'chai';
import { startReactors } from '#followers/reactors.js';
import type { Engine } from '#followers/engine.js';
import { systemClock } from '#platform/clock.js';
import { createEffectStore } from '#workers/effects/effect-store.js';
import type { Handler } from '#workers/effects/handler.js';
import { createRunner } from '#workers/effects/runner.js';
import { shipping, shippingHandler, keyOf } from './example/shipping.js';
import { codec, createEffectsWorld, endsOf, type World } from './world.js';

const silent = () => undefined;
const logger = { debug: silent, info: silent, warn: silent };

describe('an attempt at an effect', () => {
  let world: World;
  let reactors: Engine;

  /** Rings by hand: one attempt each. */
  const runnerWith = (terms: Partial<Handler> = {}) => {
    const { log, pool, carrier } = world;
    const handlers = [
      shippingHandler({ log, carrierUrl: carrier.url, terms: { backoffMs: () => 0, ...terms } }),
    ];
    const store = createEffectStore(pool, handlers);
    return createRunner({ commands: { log }, clock: systemClock, store, handlers, logger });
  };
  const attempt = async (id: number, terms: Partial<Handler> = {}): Promise<void> => {
    const runner = runnerWith(terms);
    await runner.run(keyOf(id));
    await runner.settled();
  };
  const ordered = async (): Promise<number> => {
    const id = await world.order();
    await world.reached('pending', [id]);
    return id;
  };
  const why = async (id: number) =>
    (await world.events(id)).flatMap(({ data }) => ('why' in data ? [[data.why, data.detail]] : []));

  before(async () => {
    world = await createEffectsWorld();
    const { url: log, pool } = world;
    reactors = startReactors({ log, codec, pool, reactors: [shipping], onDue: silent });
  });
  after(async () => {
    await reactors.stop();
    await world.close();
  });
  beforeEach(() => {
    world.carrier.mood = 'ok';
  });

  it('that succeeds ends the effect', async () => {
    const id = await ordered();
    await attempt(id);
    expect(await world.row(id)).to.include({ state: 'done', attempt: 1, last_error: null });
  });

  it('that comes for an effect that has ended is refused', async () => {
    const id = await ordered();
    await attempt(id);
    await attempt(id);
    expect(await world.row(id)).to.include({ attempt: 1 });
  });

  it('that comes while another one holds the effect is refused', async () => {
    const id = await ordered();
    world.carrier.mood = 'hold';
    const first = attempt(id);
    await world.carrier.held();
    await attempt(id);
    world.carrier.letGo();
    await first;
    expect(await world.row(id)).to.include({ state: 'done', attempt: 1 });
  });

  it('that fails is followed by another one, and keeps a code of why', async () => {
    const id = await ordered();
    world.carrier.mood = 'busy';
    await attempt(id);
    expect(await world.row(id)).to.include({ state: 'pending', tries: 1, last_error: 'carrier_busy' });
    world.carrier.mood = 'ok';
    const due = await world.pool.query('update effects set next_at = clock_timestamp() where key = $1', [
      keyOf(id),
    ]);
    expect(due.rowCount).to.equal(1);
    await attempt(id);
    expect(await world.row(id)).to.include({ state: 'done', attempt: 2 });
  });

  it('that fails does not keep what the error says, which may name people', async () => {
    const id = await ordered();
    world.carrier.mood = 'broken';
    await attempt(id);
    expect(await world.row(id)).to.include({ last_error: 'Error' });
  });

  it('that is the last of its budget and fails has the effect given up in the log', async () => {
    const id = await ordered();
    world.carrier.mood = 'broken';
    for (let times = 0; times < 3; times += 1) await attempt(id);
    expect(await world.row(id)).to.include({ state: 'dead', attempt: 3, last_error: 'Error' });
    expect(await why(id)).to.deep.equal([['failed', 'Error']]);
  });

  it('that is hopeless has the effect given up at once', async () => {
    const id = await ordered();
    world.carrier.mood = 'refused';
    await attempt(id);
    expect(await world.row(id)).to.include({ state: 'dead', attempt: 1 });
    expect(await why(id)).to.deep.equal([['failed', 'no_such_address']]);
  });

  it('that finds a server away uses up no try', async () => {
    const id = await ordered();
    world.carrier.mood = 'away';
    for (let times = 0; times < 5; times += 1) await attempt(id);
    const row = { state: 'pending', attempt: 5, tries: 0, last_error: 'service_unavailable' };
    expect(await world.row(id)).to.include(row);
    expect(endsOf(await world.events(id))).to.deep.equal([]);
  });

  it('that begins after the maximum age has the effect given up as expired', async () => {
    const id = await ordered();
    await attempt(id, { maxAgeMs: 0 });
    expect(await world.row(id)).to.include({ state: 'expired' });
    expect(await why(id)).to.deep.equal([['expired', 'too_old']]);
    expect(world.carrier.calls.map(({ key }) => key)).not.to.include(keyOf(id));
  });

  it('that cannot give the effect up in the log leaves it to the next one', async () => {
    const id = await ordered();
    world.carrier.mood = 'refused';
    const giveUp = () => Promise.reject(new Error('not now'));
    await attempt(id, { giveUp });
    expect(await world.row(id)).to.include({ state: 'pending', last_error: 'Error' });
    await attempt(id);
    expect(await world.row(id)).to.include({ state: 'dead' });
  });

  it('counts although it never ended: an effect that kills its workers dies of its budget', async () => {
    const id = await ordered();
    await world.pool.query('update effects set attempt = 3, tries = 3 where key = $1', [keyOf(id)]);
    await attempt(id);
    expect(await why(id)).to.deep.equal([['failed', 'no_result']]);
  });

  it('knows when its lease was lost', async () => {
    const id = await ordered();
    const aborted = new Promise<void>((resolve) => {
      const run: Handler['run'] = ({ signal }) =>
        new Promise((_done, fail) => {
          const lost = (): void => {
            resolve();
            fail(new Error('aborted'));
          };
          signal.addEventListener('abort', lost);
          // A busy machine may have lost it before it began.
          if (signal.aborted) lost();
        });
      void attempt(id, { run, leaseMs: 60 });
    });
    await world.reached('running', [id]);
    await world.pool.query('update effects set attempt = attempt + 1 where key = $1', [keyOf(id)]);
    await aborted;
    expect(await world.row(id)).to.include({ state: 'running', attempt: 2 });
  });

  it('that fails after another worker took over gives nothing up', async () => {
    const id = await ordered();
    const run = async (): Promise<void> => {
      await world.pool.query('update effects set attempt = attempt + 1 where key = $1', [keyOf(id)]);
      throw new Error('refused');
    };
    await attempt(id, { run, maxAttempts: 1 });
    expect(await world.row(id)).to.include({ state: 'running', attempt: 2, last_error: null });
    expect(await why(id)).to.deep.equal([]);
  });

  it('has to wait until its reactor has read the whole log in this session', async () => {
    const id = await ordered();
    await world.pool.query('update checkpoints set caught_up = false');
    await attempt(id);
    expect(await world.row(id)).to.include({ state: 'pending', attempt: 0 });
    await world.pool.query('update checkpoints set caught_up = true');
    await attempt(id);
    expect(await world.row(id)).to.include({ state: 'done' });
  });

  it('is not made by a worker that does not know the kind', async () => {
    const id = await ordered();
    await attempt(id, { kind: 'fly' });
    expect(await world.row(id)).to.include({ state: 'pending', attempt: 0 });
  });
});
