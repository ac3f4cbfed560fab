import { expect } from 'chai';
import { bench, someMessage } from './make.js';

const PARK = { do: 'park', reason: 'because' } as const;
const RETRY = { do: 'retry', reason: '' } as const;
const SKIP = { do: 'skip', reason: '' } as const;

describe('persistent subscription: a group', () => {
  it('sends nothing without a consumer', () => {
    const { feed, sent } = bench();
    feed(0, 1);
    expect(sent).to.deep.equal([]);
  });

  it('sends in order as far as slots go', () => {
    const { state, feed, places } = bench();
    state.connect(2);
    feed(0, 1, 2);
    expect(places()).to.deep.equal([0, 1]);
  });

  it('sends nothing to a blocked consumer', () => {
    const { state, feed, sent } = bench();
    state.connect(2).blocked = true;
    feed(0);
    expect(sent).to.deep.equal([]);
  });

  it('sends the next when one is acknowledged', () => {
    const { state, feed, go, places } = bench();
    const consumer = state.connect(1);
    feed(0, 1);
    state.ack(consumer, ['id-0'], 0);
    go();
    expect(places()).to.deep.equal([0, 1]);
  });

  it('tries again before it goes on, in order', () => {
    const { state, feed, go, places } = bench();
    const consumer = state.connect(3);
    feed(0, 1, 2, 3);
    state.refuse(consumer, ['id-2', 'id-0'], RETRY);
    go();
    expect(places()).to.deep.equal([0, 1, 2, 0, 2]);
  });

  it('counts tries', () => {
    const { state, feed, go, sent } = bench();
    const consumer = state.connect(1);
    feed(0);
    state.refuse(consumer, ['id-0'], RETRY);
    go();
    expect(sent.map(({ retries }) => retries)).to.deep.equal([0, 1]);
  });

  it('parks what was tried too often', () => {
    const { state, feed, go } = bench({ maxRetryCount: 1 });
    const consumer = state.connect(1);
    feed(0);
    const first = state.refuse(consumer, ['id-0'], RETRY);
    go();
    const second = state.refuse(consumer, ['id-0'], RETRY);
    expect(first).to.deep.equal([]);
    expect(second.map(({ message, reason }) => [message.at, reason])).to.deep.equal([
      [0, 'Reached retry count of 1'],
    ]);
  });

  it('parks at once what is never to be tried again', () => {
    const { state, feed } = bench({ maxRetryCount: 0 });
    const consumer = state.connect(1);
    feed(0);
    expect(state.refuse(consumer, ['id-0'], RETRY)).to.have.length(1);
  });

  it('takes back what is held too long', () => {
    const { state, feed, go, sent } = bench({ messageTimeoutMs: 100 });
    state.connect(5);
    feed(0);
    state.expire(100);
    go(100);
    state.expire(101);
    go(101);
    expect(sent.map(({ retries }) => retries)).to.deep.equal([0, 1]);
  });

  it('takes nothing back when there is no time limit', () => {
    const { state, feed, go, sent } = bench({ messageTimeoutMs: 0 });
    state.connect(5);
    feed(0);
    state.expire(Number.MAX_SAFE_INTEGER);
    go();
    expect(sent).to.have.length(1);
  });

  it('gives what a consumer held to others, however often it was tried', () => {
    const { state, feed, go, sent } = bench({ maxRetryCount: 0 });
    const first = state.connect(5);
    feed(0);
    const second = state.connect(5);
    state.disconnect(first);
    go();
    expect(sent.at(-1)).to.include({ consumer: second, retries: 1 });
  });

  it('ignores what another consumer acknowledges', () => {
    const { state, feed } = bench();
    state.connect(1);
    feed(0);
    state.ack(state.connect(1), ['id-0'], 0);
    expect(state.mark.at).to.equal(-1);
  });

  it('settles an id that is there twice with one answer', () => {
    const { state, go } = bench();
    const consumer = state.connect(5);
    state.feed(someMessage(0));
    state.feed(someMessage(1, { id: 'id-0' }));
    go();
    state.ack(consumer, ['id-0'], 0);
    expect([state.mark.at, consumer.size]).to.deep.equal([1, 0]);
  });

  it('settles what is not there any more', () => {
    const { state } = bench();
    state.connect(1);
    state.feed(someMessage(0));
    state.dispatch(0, () => undefined);
    expect(state.mark.at).to.equal(0);
  });

  it('keeps what a consumer that breaks while it is sent to was given', () => {
    const { state, go, places } = bench();
    const broken = state.connect(1);
    state.feed(someMessage(0));
    state.dispatch(0, () => (consumer) => {
      state.disconnect(consumer);
      return false;
    });
    state.connect(1);
    go();
    expect(places()).to.deep.equal([0]);
    expect(broken.size).to.equal(0);
  });
});

describe('persistent subscription: the progress of a group', () => {
  it('stops before the lowest message that is not settled', () => {
    const { state, feed } = bench();
    const consumer = state.connect(5);
    feed(0, 1, 2);
    state.ack(consumer, ['id-0', 'id-2'], 0);
    expect(state.mark).to.deep.equal({ at: 0, count: 1 });
  });

  it('counts what the filter left out', () => {
    const { state } = bench();
    state.skip(7, true);
    expect(state.mark).to.deep.equal({ at: 7, count: 1 });
  });

  it('does not count what is hidden', () => {
    const { state } = bench();
    state.skip(7, false);
    expect(state.mark).to.deep.equal({ at: 7, count: 0 });
  });

  it('waits until a message is parked for good', () => {
    const { state, feed } = bench();
    const consumer = state.connect(5);
    feed(0);
    const [parking] = state.refuse(consumer, ['id-0'], PARK);
    const before = state.mark.at;
    if (parking !== undefined) state.parked(parking.message);
    expect([before, state.mark.at]).to.deep.equal([-1, 0]);
  });

  it('tries again what could not be parked', () => {
    const { state, feed, go, places } = bench();
    const consumer = state.connect(5);
    feed(0);
    const [parking] = state.refuse(consumer, ['id-0'], PARK);
    if (parking !== undefined) state.notParked(parking.message);
    go();
    expect(places()).to.deep.equal([0, 0]);
  });

  it('passes what was skipped', () => {
    const { state, feed } = bench();
    const consumer = state.connect(5);
    feed(0);
    state.refuse(consumer, ['id-0'], SKIP);
    expect(state.mark.at).to.equal(0);
  });

  it('is not held up by replayed messages', () => {
    const { state, go } = bench();
    state.connect(5);
    state.replay(0, someMessage(0, { id: 'parked', replayed: true }));
    state.skip(3, true);
    go();
    expect(state.mark.at).to.equal(3);
  });
});

describe('persistent subscription: replayed messages', () => {
  it('come after other retries', () => {
    const { state, feed, go, sent } = bench();
    const consumer = state.connect(5);
    feed(9);
    state.replay(0, someMessage(0, { id: 'parked', replayed: true }));
    state.refuse(consumer, ['id-9'], RETRY);
    go();
    expect(sent.map(({ message }) => message.id)).to.deep.equal(['id-9', 'id-9', 'parked']);
  });

  it('stay in the parked stream until they are settled', () => {
    const { state, go } = bench();
    const consumer = state.connect(5);
    state.replay(4, someMessage(4, { id: 'parked', replayed: true }));
    state.replay(5, null);
    go();
    const before = state.replayedBefore;
    state.ack(consumer, ['parked'], 0);
    expect([before, state.replayedBefore]).to.deep.equal([0, 6]);
  });
});
