import type { DomainEvent } from '#domain/kit/event.js';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import type { Logged } from '#projections/kit/projection.js';

/** An event of the log as projections see it. */
export const loggedEvent = (recorded: RecordedEvent): Logged<DomainEvent> => {
  const { event, id, revision, stream, position, metadata } = recorded;
  const { actor, account, commandId, schema, $correlationId, $causationId } = metadata;
  const origin = {
    actor,
    account,
    commandId,
    schema,
    correlationId: $correlationId,
    causationId: $causationId,
  };
  return { data: event.data, revision, stream, eventId: id, position, origin };
};
