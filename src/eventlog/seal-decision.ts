import type { DomainEvent } from '#domain/kit/event.js';
import { canonicalJson } from '#platform/canonical-json.js';
import { sha256 } from '#platform/hash.js';
import { nameBasedId } from '#platform/ids.js';
import type { Codec } from './codec.js';
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
 * The id depends on everything the event says. Two processes that carry out one command at once and decide differently
 * (another time of day) must not look like one append to the log: the loser has to see the winner's event.
 */
const idOf = ({ stream, context }: Decision, revision: number, content: unknown): string =>
  nameBasedId(context.commandId, context.requestHash, stream, revision, sha256(canonicalJson(content)));

const seal = (decision: Decision, event: DomainEvent, revision: number): StoredForm => {
  const { data, schema } = decision.codec.encode(event);
  const unsealed = {
    id: idOf(decision, revision, { type: event.type, data }),
    stream: decision.stream,
    revision,
    type: event.type,
    data,
    metadata: { ...metadataOf(decision.context, schema), h: '' },
  };
  return { ...unsealed, metadata: { ...unsealed.metadata, h: sealOf(unsealed) } };
};

/**
 * The events of a decision in their stored form, sealed for exactly the revisions they will have; and, once appended, as
 * a reader will see them (decoded from what was stored, so that the state in memory is the state of the log).
 */
export const sealDecision = (decision: Decision) => {
  const stored = decision.events.map((event, index) => seal(decision, event, decision.after + 1 + index));
  const recorded = (position: Position): RecordedEvent[] =>
    stored.map(({ id, stream, revision, type, data, metadata }) => ({
      id,
      stream,
      revision,
      position,
      created: new Date(0),
      metadata,
      event: decision.codec.decode(type, metadata.schema, data),
    }));
  return { stored, recorded };
};
