import { expect } from 'chai';
import { playSlow, type Kind, type Outcome } from './slow-subscribers.js';

const EVENTS = 4_000;
const KINDS: readonly Kind[] = ['stream', 'stream', 'stream', 'all', 'all', ...Array<Kind>(5).fill('group')];

describe('event store: subscribers and consumers that take nothing while 40 MB are written', function () {
  this.timeout(120_000);
  let outcome: Outcome;

  before(async function () {
    if (process.platform !== 'linux') this.skip();
    outcome = await playSlow({ kinds: KINDS, events: EVENTS, bytesEach: 10_000 });
  });

  it('do not make it keep for them what they do not take', () => {
    expect(outcome.behind).to.be.above(300);
    expect(outcome.takenWhilePaused).to.be.below(EVENTS);
    expect(outcome.grown).to.be.below(100);
  });

  it('get everything in order when they go on, also as consumers of a group', () => {
    expect(outcome.complete).to.deep.equal(KINDS.map(() => true));
  });
});
