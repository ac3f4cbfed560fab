import { canonicalJson } from '#platform/canonical-json.js';
import { sha256 } from '#platform/hash.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { EventMetadata } from './metadata.js';

/** An event as it is stored, before or after its seal. */
export interface StoredForm {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  /** Data as stored: personal fields in their envelopes. */
  readonly data: JsonObject;
  readonly metadata: EventMetadata;
}

/**
 * The seal `h`: SHA-256 over the canonical JSON (RFC 8785) of {id, stream, revision, type, data, metadata
 * without h}. Whoever can read the event can recompute it.
 */
export const sealOf = ({ id, stream, revision, type, data, metadata }: StoredForm): string => {
  const { h: _seal, ...unsealed } = metadata;
  return sha256(canonicalJson({ id, stream, revision, type, data, metadata: unsealed }));
};

/** True when nothing of the event was changed since it was appended. */
export const sealHolds = (event: StoredForm): boolean => sealOf(event) === event.metadata.h;
