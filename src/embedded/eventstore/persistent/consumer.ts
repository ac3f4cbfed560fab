// One connected client of a group: its slots and what it holds. Each message sent takes a slot until it is
// acknowledged, refused, timed out, or the client goes. An id that is there twice is acknowledged once for both.

import { latencies } from './latencies.js';
import type { Message } from './message.js';

/** The most messages one client may hold, whatever it asks for. */
const MAX_SLOTS = 65_536;

interface Held {
  readonly message: Message;
  readonly since: number;
}

/** The consumer side of one connection. */
export class Consumer {
  readonly slots: number;
  /** True while its connection takes nothing more. */
  blocked = false;
  /** How many messages it was ever sent. */
  total = 0;
  /** How long it took to acknowledge. */
  readonly took = latencies();
  readonly #held = new Map<string, Held[]>();
  #size = 0;

  constructor(slots: number) {
    this.slots = Math.min(slots, MAX_SLOTS);
  }

  get size(): number {
    return this.#size;
  }

  get hasRoom(): boolean {
    return !this.blocked && this.#size < this.slots;
  }

  hold(message: Message, now: number): void {
    const held = { message, since: now };
    const same = this.#held.get(message.id);
    if (same === undefined) this.#held.set(message.id, [held]);
    else same.push(held);
    this.#size++;
    this.total++;
  }

  /** Lets go of what has this id; nothing when it is unknown. */
  release(id: string): readonly Held[] {
    const found = this.#held.get(id) ?? [];
    this.#held.delete(id);
    this.#size -= found.length;
    return found;
  }

  /** Lets go of what was sent before `deadline`. */
  releaseBefore(deadline: number): Message[] {
    const old: Message[] = [];
    for (const [id, held] of this.#held) {
      if (held.every(({ since }) => since >= deadline)) continue;
      for (const { message } of this.release(id)) old.push(message);
    }
    return old;
  }

  /** Lets go of everything. */
  releaseAll(): Message[] {
    return this.releaseBefore(Infinity);
  }
}
