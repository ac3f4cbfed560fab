// The seal `h` that applications may put into an event's metadata: SHA-256 over the canonical JSON (RFC 8785) of
// {id, stream, revision, type, data, metadata without h}.

import { createHash } from 'node:crypto';

/** Canonical JSON of a value that came out of JSON.parse. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
};

export interface SealedEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: Buffer | undefined;
  readonly metadata: Buffer;
}

const parse = (json: Buffer): unknown => {
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    // Not JSON: then it carries no seal either.
    return undefined;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the seal fits; 'none' when there is none: no JSON, or an `h` that is no SHA-256. */
export const checkSeal = (event: SealedEvent): 'good' | 'bad' | 'none' => {
  const { id, stream, revision, type, data, metadata } = event;
  if (data === undefined || !metadata.includes('"h"')) return 'none';
  const fields = parse(metadata);
  if (!isRecord(fields)) return 'none';
  const { h, ...unsealed } = fields;
  if (typeof h !== 'string' || !/^[0-9a-f]{64}$/.test(h)) return 'none';
  const sealed = { id, stream, revision, type, data: parse(data) ?? null, metadata: unsealed };
  return createHash('sha256').update(canonical(sealed)).digest('hex') === h ? 'good' : 'bad';
};
