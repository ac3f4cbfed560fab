import { expect } from 'chai';
import { FAULT_POINTS } from '#platform/fault.js';
import { keyOf } from './example/shipping.js';
import { createEffectsWorld, endsOf, type World } from './world.js';

/** The first append says that the attempt began, the second one how it went; the provider is asked in between. */
const APPENDS = FAULT_POINTS.append.flatMap((point) => [`${point}:1`, `${point}:2`]);
/** What each point means is where it is declared. */
const FAULTS: readonly string[] = ['before-commit', 'after-commit', ...FAULT_POINTS.effect, ...APPENDS];

describe('a worker killed', () => {
  let world: World;

  before(async () => {
    world = await createEffectsWorld();
  });
  after(() => world.close());

  for (const fault of FAULTS) {
    it(`at ${fault} is followed by one that has the effect done: once in the book, once in the log`, async () => {
      const id = await world.order();
      expect(await world.worker({ fault, terms: { leaseMs: 1_000 } }).ended).to.equal('SIGKILL');
      const next = world.worker();
      await world.reached('done', [id]);
      await next.logged('reactors live');
      expect(await next.stop()).to.equal(0);
      expect([...world.carrier.sent.keys()].filter((key) => key === keyOf(id))).to.have.length(1);
      expect(endsOf(await world.events(id))).to.deep.equal(['ParcelSent']);
    });
  }
});
