// A group as a state machine: which messages wait, who holds which, what is tried again, parked, settled. It
// knows no clock, no stream and no connection: time and messages come in, and `prepare` carries them out.
// Promises: a message is let go of only when it was acknowledged, skipped or parked for good, so the mark of
// its progress never passes one that still needs a consumer.

import { Consumer } from './consumer.js';
import { messageQueue, type Offered } from './message-queue.js';
import type { Message } from './message.js';
import { progress, type Mark } from './progress.js';
import type { GroupSettings } from './settings.js';
import { strategyOf, type Strategy } from './strategies.js';

/** Sends one message; false = sent, but the connection takes nothing more for now. */
export type Send = (consumer: Consumer) => boolean;
/** Gets a message ready to be sent; undefined when its event is not there any more. */
export type Prepare = (message: Message) => Send | undefined;

/** What a consumer wants done with a message it did not handle. */
export type Refusal = 'park' | 'retry' | 'skip';

/** A message to be written to the parked stream, and why. It is settled by `parked`. */
export interface Parking {
  readonly message: Message;
  readonly reason: string;
}

/** The waiting, held and settled messages of one group. */
export class GroupState {
  readonly consumers = new Set<Consumer>();
  readonly #settings: GroupSettings;
  readonly #strategy: Strategy;
  readonly #fresh = messageQueue();
  readonly #again = messageQueue();
  readonly #log;
  readonly #replays = progress(-1);
  readonly #parking = new Set<Message>();
  #total = 0;

  /** `start` is the last place of the source that is not of interest. */
  constructor(settings: GroupSettings, start: number) {
    this.#settings = settings;
    this.#strategy = strategyOf(settings.strategy);
    this.#log = progress(start);
  }

  /** How many messages wait for the first time, to be tried again, and to be in the parked stream. */
  get counts(): { readonly fresh: number; readonly again: number; readonly parking: number } {
    return { fresh: this.#fresh.length, again: this.#again.length, parking: this.#parking.size };
  }

  /** How many messages were ever sent. */
  get total(): number {
    return this.#total;
  }

  /** Where to start again without losing anything. */
  get mark(): Mark {
    return this.#log.mark();
  }

  /** First revision of the parked stream that is not settled by replays. */
  get replayedBefore(): number {
    return this.#replays.mark().at + 1;
  }

  connect(slots: number): Consumer {
    const consumer = new Consumer(slots);
    this.consumers.add(consumer);
    this.#strategy.add(consumer);
    return consumer;
  }

  /** What the consumer held goes to others, as a further try. */
  disconnect(consumer: Consumer): void {
    if (!this.consumers.delete(consumer)) return;
    this.#strategy.remove(consumer);
    const held = consumer.releaseAll();
    for (const message of held) message.retries++;
    this.#again.insert(held);
  }

  /** A message read from the source. */
  feed(message: Message): void {
    this.#log.open(message);
    this.#fresh.push(message);
  }

  /** A place of the source without a message for this group. */
  skip(at: number, counts: boolean): void {
    this.#log.skip(at, counts);
  }

  /** A message read from the parked stream; null stands for one that cannot be resolved. */
  replay(at: number, message: Message | null): void {
    if (message === null) this.#replays.skip(at, true);
    else {
      this.#replays.open(message);
      this.#again.insert([message]);
    }
  }

  /** Sends what can be sent: what is tried again first, then the rest in order. */
  dispatch(now: number, prepare: Prepare): void {
    const take = (message: Message): Offered => this.#give(message, { now, prepare });
    this.#again.offer(take);
    this.#fresh.offer(take);
  }

  ack(consumer: Consumer, ids: readonly string[], now: number): void {
    const released = ids.flatMap((id) => consumer.release(id));
    for (const { message, since } of released) {
      this.#settle(message);
      if (this.#settings.extraStatistics) consumer.took.add(now - since);
    }
  }

  /** `reason` is the text for the parked stream. */
  refuse(consumer: Consumer, ids: readonly string[], how: { do: Refusal; reason: string }): Parking[] {
    const refused = ids.flatMap((id) => consumer.release(id).map(({ message }) => message));
    switch (how.do) {
      case 'retry':
        return this.#tryAgain(refused);
      case 'skip':
        for (const message of refused) this.#settle(message);
        return [];
      case 'park':
        return this.#park(refused, how.reason);
    }
  }

  /** Takes back what was held for too long. */
  expire(now: number): Parking[] {
    const { messageTimeoutMs } = this.#settings;
    if (messageTimeoutMs === 0) return [];
    const deadline = now - messageTimeoutMs;
    return this.#tryAgain([...this.consumers].flatMap((consumer) => consumer.releaseBefore(deadline)));
  }

  /** The message is in the parked stream now. */
  parked(message: Message): void {
    this.#parking.delete(message);
    this.#settle(message);
  }

  /** The message could not be parked: it is tried again instead. */
  notParked(message: Message): void {
    this.#parking.delete(message);
    this.#again.insert([message]);
  }

  #settle(message: Message): void {
    (message.replayed ? this.#replays : this.#log).settle(message);
  }

  #give(message: Message, { now, prepare }: { now: number; prepare: Prepare }): Offered {
    const consumer = this.#strategy.pick(message);
    if (consumer === 'wait' || consumer === 'stop') return consumer;
    const send = prepare(message);
    if (send === undefined) this.#settle(message);
    else {
      this.#total++;
      // Held before it is sent: a connection that breaks while sending gives back all it was sent.
      consumer.hold(message, now);
      consumer.blocked = !send(consumer);
    }
    return 'taken';
  }

  #tryAgain(messages: readonly Message[]): Parking[] {
    const { maxRetryCount } = this.#settings;
    const again = messages.filter(({ retries }) => retries < maxRetryCount);
    const parking = messages.filter(({ retries }) => retries >= maxRetryCount);
    for (const message of again) message.retries++;
    this.#again.insert(again);
    return this.#park(parking, `Reached retry count of ${String(maxRetryCount)}`);
  }

  #park(messages: readonly Message[], reason: string): Parking[] {
    return messages.map((message) => {
      this.#parking.add(message);
      return { message, reason };
    });
  }
}
