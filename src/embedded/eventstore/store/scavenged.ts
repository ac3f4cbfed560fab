// Where streams begin whose first events were scavenged. The events of a stream that are there have revisions
// without a gap, from this one on; the last one is always there.

import type { Tables } from './tables.js';

/** The key in the table `meta`. */
export const scavengedKey = (streamId: number): string => `scavenged/${String(streamId)}`;

/** Notes that a stream begins here now. Only inside the transaction that removes what was before. */
export const putFirstRevision = (tables: Tables, streamId: number, revision: number): void => {
  tables.meta.putSync(scavengedKey(streamId), revision);
};
