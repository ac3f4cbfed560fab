import { expect } from 'chai';
import { parking, parkingId, type ParkingCommand, type ParkingEvent } from '#domain/parking/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const about = { projection: 'projects', version: 1, at: at(5) };
const skip = {
  ...about,
  stream: 'project-7',
  revision: 3,
  eventId: '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10',
  eventType: 'DesignSaved',
  reason: 'written by a test tool',
};
const retried: ParkingEvent = { type: 'ParkedStreamRetried', data: { ...about, stream: 'project-7' } };
const skipped: ParkingEvent = { type: 'ParkedEventSkipped', data: skip };

const retry: ParkingCommand = { type: 'RetryParkedStream', retried: { ...about, stream: 'project-7' } };
const skipHavingSeen = (seen: number): ParkingCommand => ({ type: 'SkipParkedEvent', skipped: skip, seen });

spec(parking, 'parked events about which nothing was decided', [
  { name: 'can be tried again', given: [], when: retry, then: [retried] },
  { name: 'can be left out', given: [], when: skipHavingSeen(0), then: [skipped] },
]);

spec(parking, 'parked events about which something was decided', [
  { name: 'can be tried again and again', given: [retried], when: retry, then: [retried] },
  { name: 'can be left out by who knows of it', given: [retried], when: skipHavingSeen(1), then: [skipped] },
  {
    name: 'are not left out by who does not: they may have been handled meanwhile',
    given: [retried],
    when: skipHavingSeen(0),
    then: { error: 'parking_changed' },
  },
  { name: 'are left out once', given: [skipped], when: skipHavingSeen(0), then: [] },
]);

describe('the stream of decisions', () => {
  it('is one for each version of a projection or reactor', () => {
    expect(parkingId({ name: 'projects', version: 4 })).to.equal('projects.4');
    expect(parkingId({ name: 'reactor:mails', version: 1 })).to.equal('reactor.mails.1');
  });
});
