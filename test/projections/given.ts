import { expect } from 'chai';
import type { DomainEvent } from '#domain/kit/event.js';
import { applyChanges } from '#projections/kit/apply-changes.js';
import type { Projection } from '#projections/kit/projection.js';
import type { Logged } from '#projections/kit/projection.js';
import { keyText, type RowOf, type Table } from '#projections/kit/table.js';
import { eventIdOf } from '#test/support/event-ids.js';

/** An event of the log of which only the data matter; its place in the log is its revision. */
export const logged = ({ data }: DomainEvent, revision: number): Logged<DomainEvent> => ({
  data,
  revision,
  eventId: eventIdOf(revision),
  stream: 'test-1',
  position: { commit: BigInt(revision), prepare: BigInt(revision) },
  origin: {
    actor: { kind: 'system', id: 'test' },
    account: null,
    commandId: 'command',
    correlationId: 'correlation',
    causationId: 'causation',
    schema: 1,
  },
});

/** Events of one stream each; the revision is the place in the list. */
const changesOf = (projection: Projection, events: readonly DomainEvent[]) =>
  events.flatMap((event, revision) => projection.changesFor(event.type, logged(event, revision)));

/**
 * `given(projection, events).then(table, rows)`: these events leave exactly these rows, in the order of their
 * keys.
 */
export const given = (projection: Projection, events: readonly DomainEvent[]) => ({
  then: <T extends Table>(table: T, rows: readonly RowOf<T>[]): void => {
    const all = applyChanges(projection.tables, changesOf(projection, events)).get(table.name);
    const found = [...(all?.values() ?? [])].sort((one, other) =>
      keyText(table, one) < keyText(table, other) ? -1 : 1,
    );
    expect(found).to.deep.equal(rows);
  },
});
