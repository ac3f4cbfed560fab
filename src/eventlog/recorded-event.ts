import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client';
import type { DomainEvent } from '#domain/kit/event.js';
import { UndecodableEvent, type Codec } from './codec.js';
import { metadataSchema, type EventMetadata } from './metadata.js';
import type { Position } from '#platform/position.js';

/** An event of the log, decoded. */
export interface RecordedEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly created: Date;
  readonly metadata: EventMetadata;
  readonly event: DomainEvent;
}

/** The event as the client hands it out, not decoded yet. */
export interface RawEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly created: Date;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

/** What was read or received as a raw event; undefined for a link whose target is gone. */
export const rawEvent = (resolved: ResolvedEvent | AllStreamResolvedEvent): RawEvent | undefined => {
  const { event, commitPosition } = resolved;
  if (!event || commitPosition === undefined) return undefined;
  const prepare = 'position' in event ? event.position.prepare : commitPosition;
  return {
    id: event.id,
    stream: event.streamId,
    revision: Number(event.revision),
    position: { commit: commitPosition, prepare },
    created: event.created,
    type: event.type,
    data: event.data,
    metadata: event.metadata,
  };
};

/** Decodes data and metadata. Throws `CodeTooOld` or `UndecodableEvent`. */
export const recordedEvent = (codec: Codec, raw: RawEvent): RecordedEvent => {
  const { id, stream, revision, position, created, type, data, metadata } = raw;
  const parsed = metadataSchema.safeParse(metadata);
  if (!parsed.success) throw new UndecodableEvent(type, parsed.error);
  const event = codec.decode(type, parsed.data.schema, data);
  return { id, stream, revision, position, created, metadata: parsed.data, event };
};
