// Clients that wait for an element of a list or sorted set.
// Promises: who came first is served first; a key is looked at after the command, script or transaction that
// filled it is over; every wait ends by an element, its time, or the end of the connection.
import type { Reply } from '../protocol/reply.js';
import type { Client } from './client.js';

export type Wait = Readonly<{
  client: Client;
  keys: readonly string[];
  /** Takes an element from `key`; undefined while there is none. May throw ReplyError. */
  attempt: (key: string) => Reply | undefined;
  /** 0: for ever. */
  timeoutMs: number;
  /** The answer when the time is over. */
  nothing: Reply;
}>;

/** How the answer of a wait is given: runs `work` as a command of its own. */
export type Serve = (client: Client, work: () => Reply | undefined) => boolean;

export type Blocking = ReturnType<typeof createBlocking>;

export const createBlocking = (serve: Serve) => {
  const queues = new Map<string, Set<Wait>>();
  const timers = new Map<Wait, NodeJS.Timeout>();
  const waits = new Map<Client, Wait>();
  let ready = new Set<string>();

  const forget = (wait: Wait): void => {
    for (const key of wait.keys) {
      const queue = queues.get(key);
      queue?.delete(wait);
      if (queue?.size === 0) queues.delete(key);
    }
    clearTimeout(timers.get(wait));
    timers.delete(wait);
    waits.delete(wait.client);
    wait.client.blocked = false;
  };
  const giveUp = (wait: Wait, reply: Reply): void => {
    forget(wait);
    wait.client.push(reply);
  };
  const serveKey = (key: string): void => {
    for (const wait of queues.get(key) ?? []) {
      if (!serve(wait.client, () => wait.attempt(key))) return;
      forget(wait);
    }
  };

  return {
    wait: (wait: Wait): void => {
      wait.client.blocked = true;
      waits.set(wait.client, wait);
      for (const key of wait.keys) {
        const queue = queues.get(key);
        if (queue === undefined) queues.set(key, new Set([wait]));
        else queue.add(wait);
      }
      if (wait.timeoutMs > 0)
        timers.set(
          wait,
          setTimeout(() => giveUp(wait, wait.nothing), Math.min(wait.timeoutMs, 2 ** 31 - 1)),
        );
    },
    /** A key was changed: it may hold an element now. */
    changed: (key: string): void => {
      if (queues.has(key)) ready.add(key);
    },
    /** Serves the waiting ones; serving one may fill the list of another. */
    serveReady: (): void => {
      while (ready.size > 0) {
        const keys = ready;
        ready = new Set();
        for (const key of keys) serveKey(key);
      }
    },
    /** Ends a wait early; false when this client does not wait. */
    unblock: (client: Client, reply?: Reply): boolean => {
      const wait = waits.get(client);
      if (wait === undefined) return false;
      giveUp(wait, reply ?? wait.nothing);
      return true;
    },
    forget: (client: Client): void => {
      const wait = waits.get(client);
      if (wait !== undefined) forget(wait);
    },
    count: (): number => waits.size,
  };
};
