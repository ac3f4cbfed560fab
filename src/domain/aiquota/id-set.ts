/**
 * A set of ids that is copied on write without copying all of it: an account without a limit makes very many
 * requests a month, and each of them is one more state.
 */
export interface IdSet {
  readonly size: number;
  /** By the lowest bits of the id. */
  readonly buckets: ReadonlyMap<number, ReadonlySet<number>>;
}

const BUCKETS = 256;

export const NO_IDS: IdSet = { size: 0, buckets: new Map() };

const bucketOf = ({ buckets }: IdSet, id: number): ReadonlySet<number> =>
  buckets.get(id % BUCKETS) ?? new Set();

export const hasId = (ids: IdSet, id: number): boolean => bucketOf(ids, id).has(id);

const withBucket = (ids: IdSet, id: number, bucket: ReadonlySet<number>): IdSet => ({
  size: ids.size + bucket.size - bucketOf(ids, id).size,
  buckets: new Map(ids.buckets).set(id % BUCKETS, bucket),
});

export const withId = (ids: IdSet, id: number): IdSet =>
  withBucket(ids, id, new Set(bucketOf(ids, id)).add(id));

export const withoutId = (ids: IdSet, id: number): IdSet => {
  const bucket = new Set(bucketOf(ids, id));
  bucket.delete(id);
  return withBucket(ids, id, bucket);
};
