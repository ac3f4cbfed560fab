import type { DomainEvent } from '#domain/kit/event.js';
import { sha256 } from '#platform/hash.js';
import { nameBasedId } from '#platform/ids.js';
import type { Codec, Encoded } from './codec.js';
import { sealOf, type StoredForm } from './envelope.js';
import type { CommandContext, EventMetadata } from './metadata.js';
import type { Position } from '#platform/position.js';
import type { RecordedEvent } from './recorded-event.js';

export interface Decision {
  readonly stream: string;
  /** Revision of the stream's last event, −1 when it does not exist. */
  readonly after: number;
  readonly events: readonly DomainEvent[];
  readonly codec: Codec;
  readonly context: CommandContext;
}

const metadataOf = (context: CommandContext, schema: number): Omit<EventMetadata, 'h'> => ({
  $correlationId: context.correlationId,
  $causationId: context.causationId,
  commandId: context.commandId,
  requestHash: context.requestHash,
  actor: context.actor,
  account: context.account,
  schema,
  requestId: context.requestId,
  traceId: context.traceId,
});

/**
 * The id depends on everything the event says. Two processes that carry out one command at once and decide
 * differently (another time of day) must not look like one append to the log: the loser has to see the
 * winner's event.
 */
const idOf = ({ stream, context }: Decision, revision: number, { data, event }: Encoded): string => {
  const content = sha256(JSON.stringify([event.type, data]));
  return nameBasedId(context.commandId, context.requestHash, stream, revision, content);
};

interface Sealed {
  readonly stored: StoredForm;
  readonly event: DomainEvent;
}

const seal = (decision: Decision, decided: DomainEvent, revision: number): Sealed => {
  const encoded = decision.codec.encode(decided);
  const { data, schema, event } = encoded;
  const unsealed = {
    id: idOf(decision, revision, encoded),
    stream: decision.stream,
    revision,
    type: event.type,
    data,
    metadata: { ...metadataOf(decision.context, schema), h: '' },
  };
  return { stored: { ...unsealed, metadata: { ...unsealed.metadata, h: sealOf(unsealed) } }, event };
};

/**
 * The events of a decision in their stored form, sealed for exactly the revisions they will have; and, once
 * appended, as a reader will see them (what is only in memory is gone, so that the state here is the state of
 * the log).
 */
export const sealDecision = (decision: Decision) => {
  const sealed = decision.events.map((event, index) => seal(decision, event, decision.after + 1 + index));
  const recorded = (position: Position): RecordedEvent[] =>
    sealed.map(({ stored: { id, stream, revision, metadata }, event }) => ({
      id,
      stream,
      revision,
      position,
      created: new Date(0),
      metadata,
      event,
    }));
  return { stored: sealed.map(({ stored }) => stored), recorded };
};
