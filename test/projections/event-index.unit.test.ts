import { expect } from 'chai';
import { CATALOG } from '#domain/catalog.js';
import { eventIndexProjection } from '#projections/event-index/projection.js';
import { eventIndex } from '#projections/event-index/tables.js';
import { registered } from '#test/domain/account/examples.js';
import { eventIdOf } from '#test/support/event-ids.js';
import { at } from '#test/support/examples.js';
import { given, logged } from './given.js';

const row = {
  commit_position: 0,
  prepare_position: 0,
  event_id: eventIdOf(0),
  type: 'AccountRegistered',
  stream: 'test-1',
  revision: 0,
  actor_kind: 'system',
  actor_id: 'test',
  account: null,
  command_id: 'command',
  correlation_id: 'correlation',
  causation_id: 'causation',
  schema: 1,
  at: at(0),
};

describe('the event index', () => {
  it('has a row for each event: where it is and who caused it, not what it says', () => {
    given(eventIndexProjection, [registered]).then(eventIndex, [row]);
  });

  it('knows every type of the catalog', () => {
    for (const type of Object.values(CATALOG).flatMap((events) => Object.keys(events))) {
      const changes = eventIndexProjection.changesFor(type, logged({ type, data: { at: at(0) } }, 0));
      expect(changes, type).to.have.length(2);
    }
  });

  it('has no place for anything personal', () => {
    const changes = eventIndexProjection.changesFor('AccountRegistered', logged(registered, 0));
    expect(JSON.stringify(changes)).to.not.contain('ada').and.not.contain('Lovelace');
  });
});
