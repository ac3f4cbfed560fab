// A tombstone's revision is 2^63-1, which a double cannot hold: on the wire these bytes, in the store a
// sentinel.

/** The varint of 9223372036854775807. */
export const TOMBSTONE_WIRE = Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);

/** The same revision as an index key and as "last revision" in memory: above every real revision. */
export const TOMBSTONE_REVISION = Number.MAX_SAFE_INTEGER;
