import { z } from 'zod';
import type { JsonObject } from '#domain/kit/json.js';
import { metadataSchema, type Actor } from '#eventlog/metadata.js';
import { positionText, type Position } from '#platform/position.js';
import { rawEvent, type RawEvent } from '#eventlog/recorded-event.js';

/**
 * An event as an auditor sees it: as stored, not decoded, so that events of any version and origin can be
 * shown.
 */
export interface LogRecord {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  /** When the event store took it; the time it happened is in `data`. */
  readonly created: Date;
  readonly type: string;
  /** Data as stored, personal values in their envelopes. Null when it is not a JSON object. */
  readonly data: JsonObject | null;
  /** Null for an event that this product did not write. */
  readonly origin: Origin | null;
}

export interface Origin {
  readonly actor: Actor;
  readonly account: number | null;
  readonly commandId: string;
  readonly causationId: string;
  readonly correlationId: string;
  readonly schema: number;
}

const originOf = (metadata: unknown): Origin | null => {
  const parsed = metadataSchema.safeParse(metadata);
  if (!parsed.success) return null;
  const { actor, account, commandId, schema, $causationId, $correlationId } = parsed.data;
  return { actor, account, commandId, schema, causationId: $causationId, correlationId: $correlationId };
};

const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value),
);

export const logRecord = ({ data, metadata, ...raw }: RawEvent): LogRecord => ({
  ...raw,
  data: jsonObject.nullable().catch(null).parse(data),
  origin: originOf(metadata),
});

/** What the client read, as a record; undefined for a link that leads nowhere. */
export const recordOf = (resolved: Parameters<typeof rawEvent>[0]): LogRecord | undefined => {
  const raw = rawEvent(resolved);
  return raw && logRecord(raw);
};

/** Where the record is in the log, as `X-Event-Position` says it. */
export const positionOf = ({ position }: LogRecord): string => positionText(position);

/** The record as JSON for programs. */
export const recordAsJson = ({ position, created, origin, ...record }: LogRecord) => ({
  ...record,
  position: positionText(position),
  created: created.toISOString(),
  ...origin,
});
