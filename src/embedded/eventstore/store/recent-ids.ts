// Ids of recently accepted events, so that a retried append with a loose expectation is recognised.
// Best effort by the protocol: bounded, in memory, lost at restart.

/** Where an id was written. */
export interface WrittenAt {
  readonly revision: number;
  readonly position: number;
}

export interface RecentIds {
  find(streamId: number, id: string): WrittenAt | undefined;
  add(streamId: number, id: string, at: WrittenAt): void;
  clear(): void;
}

const keyOf = (streamId: number, id: string): string => `${id}${String(streamId)}`;

/** Keeps at least `capacity` and at most twice as many ids: two generations, the older is dropped whole. */
export const recentIds = (capacity = 65_536): RecentIds => {
  let young = new Map<string, WrittenAt>();
  let old = new Map<string, WrittenAt>();
  return {
    find: (streamId, id) => {
      const key = keyOf(streamId, id);
      return young.get(key) ?? old.get(key);
    },
    add: (streamId, id, at) => {
      if (young.size >= capacity) {
        old = young;
        young = new Map();
      }
      young.set(keyOf(streamId, id), at);
    },
    clear: () => {
      young = new Map();
      old = new Map();
    },
  };
};
