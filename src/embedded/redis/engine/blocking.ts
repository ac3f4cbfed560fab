// Clients that wait for an element of a list or sorted set.
// Promises: who came first is served first; a key is looked at after the command, script or transaction that
// filled it is over; every wait ends by an element, its time, or the end of the connection.
import type { Reply } from '../protocol/reply.js';
import type { Client } from './client.js';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

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

export class Blocking {
  readonly #serve: Serve;
  readonly #queues = new Map<string, Set<Wait>>();
  readonly #timers = new Map<Wait, NodeJS.Timeout>();
  readonly #waits = new Map<Client, Wait>();
  #ready = new Set<string>();

  constructor(serve: Serve) {
    this.#serve = serve;
  }

  #forget(wait: Wait): void {
    for (const key of wait.keys) {
      const queue = this.#queues.get(key);
      queue?.delete(wait);
      if (queue?.size === 0) this.#queues.delete(key);
    }
    clearTimeout(this.#timers.get(wait));
    this.#timers.delete(wait);
    this.#waits.delete(wait.client);
    wait.client.blocked = false;
  }

  #giveUp(wait: Wait, reply: Reply): void {
    this.#forget(wait);
    wait.client.push(reply);
  }

  #serveKey(key: string): void {
    for (const wait of this.#queues.get(key) ?? []) {
      if (!this.#serve(wait.client, () => wait.attempt(key))) return;
      this.#forget(wait);
    }
  }

  wait(wait: Wait): void {
    wait.client.blocked = true;
    this.#waits.set(wait.client, wait);
    for (const key of wait.keys) {
      const queue = this.#queues.get(key);
      if (queue === undefined) this.#queues.set(key, new Set([wait]));
      else queue.add(wait);
    }
    if (wait.timeoutMs === 0) return;
    const ms = Math.min(wait.timeoutMs, LONGEST_TIMER_MS);
    this.#timers.set(
      wait,
      setTimeout(() => this.#giveUp(wait, wait.nothing), ms),
    );
  }

  /** A key was changed: it may hold an element now. */
  changed(key: string): void {
    if (this.#queues.has(key)) this.#ready.add(key);
  }

  /** Serves the waiting ones; serving one may fill the list of another. */
  serveReady(): void {
    while (this.#ready.size > 0) {
      const keys = this.#ready;
      this.#ready = new Set();
      for (const key of keys) this.#serveKey(key);
    }
  }

  /** Ends a wait early; false when this client does not wait. */
  unblock(client: Client, reply?: Reply): boolean {
    const wait = this.#waits.get(client);
    if (wait === undefined) return false;
    this.#giveUp(wait, reply ?? wait.nothing);
    return true;
  }

  forget(client: Client): void {
    const wait = this.#waits.get(client);
    if (wait !== undefined) this.#forget(wait);
  }

  count(): number {
    return this.#waits.size;
  }
}
