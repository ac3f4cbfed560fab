// Which bucket an event belongs to, for the strategies that pin: by the stream it comes from (a link counts as
// the stream it points into), or by the correlation id in its metadata.

import { linkTarget } from '../wire/link.js';
import { recordCustomMetadata, recordStream } from '../wire/peek-record.js';
import type { ShownEvent } from '../wire/resolved-event.js';
import type { StrategyName } from './settings.js';

const BUCKETS = 1024;

/** FNV-1a, 32 bits. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value % BUCKETS;
};

const sourceStream = (record: Buffer): string => linkTarget(record)?.stream ?? recordStream(record);

const correlationOf = (record: Buffer): string | undefined => {
  const metadata = recordCustomMetadata(record);
  if (metadata.length === 0) return undefined;
  try {
    const value: unknown = JSON.parse(metadata.toString('utf8'));
    if (typeof value !== 'object' || value === null || !('$correlationId' in value)) return undefined;
    return typeof value.$correlationId === 'string' ? value.$correlationId : undefined;
  } catch {
    // Metadata need not be JSON: such an event has no correlation id and goes by its stream.
    return undefined;
  }
};

/** From 0 to 1023; always 0 for strategies that do not pin. `show` resolves the record if it is a link. */
export const bucketOf = (strategy: StrategyName, record: Buffer, show: () => ShownEvent): number => {
  switch (strategy) {
    case 'RoundRobin':
    case 'DispatchToSingle':
      return 0;
    case 'Pinned':
      return hash(sourceStream(record));
    case 'PinnedByCorrelation': {
      const { target } = show();
      return hash(correlationOf(Buffer.isBuffer(target) ? target : record) ?? sourceStream(record));
    }
  }
};
