// What a stream's metadata says about which of its events can be seen.

/** `tb` = first visible revision; `deleted` = soft-deleted. Absent limits are undefined. */
export interface StreamMetadata {
  readonly maxCount: number | undefined;
  readonly maxAgeMs: number | undefined;
  readonly truncateBefore: number;
  readonly deleted: boolean;
  /** The whole document, to be copied when the stream is revived. */
  readonly document: Readonly<Record<string, unknown>>;
}

const NO_METADATA: StreamMetadata = {
  maxCount: undefined,
  maxAgeMs: undefined,
  truncateBefore: 0,
  deleted: false,
  document: {},
};

/** A metadata stream's own metadata is fixed: only its last event is visible. */
export const METASTREAM_METADATA: StreamMetadata = { ...NO_METADATA, maxCount: 1 };

export const metastreamOf = (stream: string): string => `$$${stream}`;

export const isMetastream = (stream: string): boolean => stream.startsWith('$$');

/** The stream a metadata stream belongs to. */
export const originalOf = (metastream: string): string => metastream.slice(2);

const parseDocument = (json: Buffer): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(json.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    // Metadata that is not JSON counts as empty by the protocol's rule; the write itself is never refused.
    return undefined;
  }
};

/** A positive whole number, undefined when absent or not positive, 'wrong' when of another type. */
const limitOf = (value: unknown): number | undefined | 'wrong' => {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) return 'wrong';
  return value > 0 ? value : undefined;
};

/** Reads the data of the last `$metadata` event; undefined data (not JSON) and nonsense count as empty. */
export const parseStreamMetadata = (json: Buffer | undefined): StreamMetadata => {
  const document = json === undefined ? undefined : parseDocument(json);
  if (document === undefined) return NO_METADATA;
  const maxCount = limitOf(document['$maxCount']);
  const maxAge = limitOf(document['$maxAge']);
  const truncateBefore = limitOf(document['$tb']);
  if (maxCount === 'wrong' || maxAge === 'wrong' || truncateBefore === 'wrong') return NO_METADATA;
  return {
    maxCount,
    maxAgeMs: maxAge === undefined ? undefined : maxAge * 1000,
    truncateBefore: truncateBefore ?? 0,
    // 2^63-1 is rounded by JSON.parse; nothing this large can be a revision.
    deleted: (truncateBefore ?? 0) >= 2 ** 53,
    document,
  };
};

/** First visible revision by count and truncation; age is checked per event. */
export const firstVisible = (metadata: StreamMetadata, last: number): number =>
  Math.max(0, metadata.truncateBefore, metadata.maxCount === undefined ? 0 : last - metadata.maxCount + 1);

/** The document of a soft delete. */
export const SOFT_DELETE_DOCUMENT = '{"$tb":9223372036854775807}';

/** The same metadata with another first visible revision: what reviving a stream writes. */
export const revivedDocument = (metadata: StreamMetadata, truncateBefore: number): string =>
  JSON.stringify({ ...metadata.document, $tb: truncateBefore });
