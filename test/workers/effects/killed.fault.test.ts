import { expect } from 'chai';
import { keyOf } from './example/shipping.js';
import { createEffectsWorld, endsOf, type World } from './world.js';

const POINTS = {
  'before the intent is committed': 'before-commit:1',
  'after the intent is committed': 'after-commit:1',
  'before the bell is rung': 'after-intent:1',
  'after the bell is rung, before the row says so': 'after-bell:1',
  'after it took the effect': 'after-take:1',
  'before the attempt is in the log': 'before-append:1',
  'after the attempt is in the log, before the provider is called': 'after-append:1',
  'after the provider was called, before the result is in the log': 'before-append:2',
  'after the result is in the log, before the job is over': 'after-append:2',
  'before the row says that it is done': 'before-finish:1',
};

describe('a worker killed', () => {
  let world: World;

  before(async () => {
    world = await createEffectsWorld();
  });
  after(() => world.close());

  for (const [where, fault] of Object.entries(POINTS)) {
    it(`${where} is followed by one that has the effect done: once in the book, once in the log`, async () => {
      const id = await world.order();
      expect(await world.worker({ fault, terms: { leaseMs: 1_000 } }).ended).to.equal('SIGKILL');
      const next = world.worker();
      await world.reached('done', [id]);
      expect(await next.stop()).to.equal(0);
      expect([...world.carrier.sent.keys()].filter((key) => key === keyOf(id))).to.have.length(1);
      expect(endsOf(await world.events(id))).to.deep.equal(['ParcelSent']);
    });
  }
});
