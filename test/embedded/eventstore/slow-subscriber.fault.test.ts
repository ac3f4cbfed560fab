import { expect } from 'chai';
import { playSlow, type Outcome } from './slow-subscribers.js';

const EVENTS = 4_000;

describe('event store: ten subscribers that take nothing while 40 MB are written', function () {
  this.timeout(120_000);
  let outcome: Outcome;

  before(async function () {
    if (process.platform !== 'linux') this.skip();
    outcome = await playSlow({ subscribers: 10, events: EVENTS, bytesEach: 10_000 });
  });

  it('do not make it keep for them what they do not take', () => {
    expect(outcome.behind).to.be.above(300);
    expect(outcome.takenWhilePaused).to.be.below(EVENTS);
    expect(outcome.grown).to.be.below(100);
  });

  it('get everything in order when they go on', () => {
    expect(outcome.complete).to.deep.equal(Array.from({ length: 10 }, () => true));
  });
});
