import { expect } from 'chai';
import { isDomainStream, matchesFilter } from '#console/events/matches-filter.js';
import type { LogRecord } from '#audit/log-record.js';
import type { EventFilter } from '#projections/event-index/queries.js';

const record: LogRecord = {
  id: 'e',
  stream: 'project-7',
  revision: 0,
  position: { commit: 1n, prepare: 1n },
  created: new Date('2026-03-01T12:00:01Z'),
  type: 'ProjectCreated',
  data: { at: '2026-03-01T12:00:00.000Z' },
  origin: {
    actor: { kind: 'account', id: '7' },
    account: 7,
    commandId: 'a',
    causationId: 'b',
    correlationId: 'c',
    schema: 1,
  },
};

describe('an event that somebody watches for', () => {
  it('is shown when everything they asked for is so', () => {
    const filter: EventFilter = {
      types: ['ProjectCreated'],
      stream: 'project-7',
      account: 7,
      actorKind: 'account',
      actorId: '7',
      correlation: 'c',
      causation: 'b',
      from: '2026-03-01T12:00:00.000Z',
      to: '2026-03-01T12:00:00.001Z',
    };
    expect(matchesFilter(filter, record)).to.equal(true);
    expect(matchesFilter({}, record)).to.equal(true);
  });

  it('is not shown when one thing is not so', () => {
    const others: readonly EventFilter[] = [
      { types: ['ProjectDeleted'] },
      { stream: 'project-77' },
      { account: 8 },
      { actorKind: 'operator' },
      { actorId: '8' },
      { correlation: 'x' },
      { causation: 'x' },
      { from: '2026-03-01T12:00:00.001Z' },
      { to: '2026-03-01T12:00:00.000Z' },
    ];
    for (const filter of others)
      expect(matchesFilter(filter, record), JSON.stringify(filter)).to.equal(false);
  });

  it('is one of the product', () => {
    expect(isDomainStream(record)).to.equal(true);
    expect(isDomainStream({ ...record, stream: 'xprobe-7' })).to.equal(false);
    expect(isDomainStream({ ...record, type: 'toString' })).to.equal(false);
    expect(isDomainStream({ ...record, stream: 'constructor-7', type: 'name' })).to.equal(false);
  });
});
