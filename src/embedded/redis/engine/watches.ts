import type { Client } from './client.js';

/** Who wants to know whether a key changes before its EXEC. */
export const createWatches = () => {
  const watchers = new Map<string, Set<Client>>();
  const release = (client: Client): void => {
    for (const key of client.watching) {
      const clients = watchers.get(key);
      clients?.delete(client);
      if (clients?.size === 0) watchers.delete(key);
    }
    client.watching.clear();
    client.watchBroken = false;
  };
  return {
    watch: (client: Client, key: string): void => {
      client.watching.add(key);
      const clients = watchers.get(key);
      if (clients === undefined) watchers.set(key, new Set([client]));
      else clients.add(client);
    },
    release,
    changed: (key: string): void => {
      for (const client of watchers.get(key) ?? []) client.watchBroken = true;
    },
  };
};
