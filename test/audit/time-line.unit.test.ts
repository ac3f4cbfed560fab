import { expect } from 'chai';
import { HIDDEN } from '#audit/hide-personal.js';
import { timeLine, type TimeLinePart } from '#audit/time-line.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { UndecodableEvent } from '#eventlog/codec.js';
import { planChanged, profileChanged, registered, registration } from '#test/domain/account/examples.js';

const EVENTS: readonly DomainEvent[] = [registered, planChanged({}), profileChanged({})];

async function* stream(events: readonly DomainEvent[] = EVENTS, failure?: Error) {
  for (const [revision, event] of events.entries()) yield await Promise.resolve({ revision, event });
  if (failure) throw failure;
}

const part = (more: Partial<TimeLinePart> = {}): TimeLinePart => ({
  category: 'account',
  from: 0,
  to: 99,
  personal: false,
  ...more,
});

describe('the time line of a stream', () => {
  it('has the state before and after each event', async () => {
    const { entries } = await timeLine(stream(), part());
    expect(entries.map(({ revision }) => revision)).to.deep.equal([0, 1, 2]);
    expect(entries[1]?.before).to.deep.equal(entries[0]?.after).and.to.include({ plan: 'free' });
    expect(entries[1]?.after).to.include({ plan: 'pro' });
  });

  it('folds from the beginning, whatever part is asked for', async () => {
    const whole = await timeLine(stream(), part());
    const { entries } = await timeLine(stream(), part({ from: 1, to: 1 }));
    expect(entries).to.deep.equal([whole.entries[1]]);
  });

  it('has no personal value in any state', async () => {
    const { entries } = await timeLine(stream(), part());
    const text = JSON.stringify(entries);
    expect(text).to.contain(HIDDEN);
    for (const value of [registration.email, registration.username, registration.credential])
      expect(text).to.not.contain(JSON.stringify(value));
  });

  it('has personal values when they are asked for, and says whose; never a hash of a password', async () => {
    const { entries, subjects } = await timeLine(stream(), part({ personal: true }));
    const text = JSON.stringify(entries);
    expect(text).to.contain(JSON.stringify(registration.email)).and.not.contain('argon2');
    expect(subjects).to.deep.equal([7]);
  });

  it('ends at an event that cannot be read, and says so', async () => {
    const broken = new UndecodableEvent('Painted', null);
    const { entries, isReadable } = await timeLine(stream([registered], broken), part());
    expect({ entries: entries.length, isReadable }).to.deep.equal({ entries: 1, isReadable: false });
  });

  it('is nothing for streams that are not of the product', async () => {
    expect((await timeLine(stream(), part({ category: 'x' }))).entries).to.deep.equal([]);
  });
});
