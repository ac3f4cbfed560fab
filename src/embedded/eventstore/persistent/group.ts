// One group at work: reads its source ahead as far as its history buffer has room, shares messages out, parks,
// replays and writes checkpoints. One cursor over the log, woken by commits; no live buffer that could overflow.
// Promises: at least once. After a crash it goes on after its last checkpoint. An error while reading is
// reported and the next tick tries again.

import { resolveLink } from '../store/links.js';
import { recordAt } from '../store/lookup.js';
import type { Store } from '../store/store.js';
import { recordId, recordPosition } from '../wire/peek-record.js';
import type { ShownEvent } from '../wire/resolved-event.js';
import { bucketOf } from './buckets.js';
import { loadCheckpoint } from './checkpoint-stream.js';
import { Checkpointer } from './checkpointer.js';
import type { Consumer } from './consumer.js';
import { ALL, type Definition } from './definition.js';
import { GroupError, groupKey } from './group-error.js';
import { GroupState, type Send } from './group-state.js';
import type { Message } from './message.js';
import { parker, type Parker } from './parker.js';
import { rates } from './rates.js';
import { reader, type Reader } from './reader.js';
import { replay } from './replay.js';
import type { ReadSource } from './source.js';
import type { Connection, Subscriber } from './subscriber.js';

/** How many messages to be tried again stop a replay from bringing back more. */
const REPLAY_AHEAD = 500;

export interface GroupOptions {
  readonly store: Store;
  readonly definition: Definition;
  readonly source: ReadSource;
  /** Places read at a time. */
  readonly pageSize: number;
  /** How many messages may wait to be sent for the first time. */
  readonly readAhead: number;
  readonly report: (where: string, error: unknown) => void;
}

/** A running group. */
export class Group {
  readonly definition: Definition;
  readonly state: GroupState;
  readonly checkpoints: Checkpointer;
  readonly replay;
  readonly rates = rates();
  readonly subscribers = new Map<Consumer, Subscriber>();
  readonly #options: GroupOptions;
  readonly #parker: Parker;
  readonly #reader: Reader;
  #scheduled = false;
  #dispatching = false;
  /** Something failed: nothing is tried by itself before the next tick. */
  #broken = false;
  #stopped = false;

  constructor(options: GroupOptions) {
    const { store, definition, report, source, pageSize } = options;
    const stored = loadCheckpoint(store, definition);
    const start = stored ?? definition.after;
    const state = new GroupState(definition.settings, start);
    this.#options = options;
    this.definition = definition;
    this.state = state;
    this.replay = replay(store, definition);
    this.checkpoints = new Checkpointer({ store, definition, report, mark: () => state.mark, stored });
    this.#parker = parker({
      ...{ store, name: definition, state, report },
      load: (message) => this.#load(message),
      onDone: () => {
        this.#goOn();
      },
    });
    this.#reader = reader({
      ...{ source, pageSize, signal: store.signal, from: start + 1 },
      stream: definition.source === ALL ? undefined : definition.source,
      wake: () => {
        this.#schedule();
      },
    });
    this.#schedule();
  }

  /** True when everything committed so far was read. */
  get isLive(): boolean {
    return this.#reader.isLive;
  }

  /** Adds a consumer. Throws GroupError when there are enough. */
  connect(subscriber: Subscriber): Connection {
    const { maxSubscriberCount } = this.definition.settings;
    if (this.#stopped) throw new GroupError('dropped', this.definition);
    if (maxSubscriberCount > 0 && this.subscribers.size >= maxSubscriberCount) {
      throw new GroupError('full', this.definition);
    }
    const consumer = this.state.connect(subscriber.slots);
    this.subscribers.set(consumer, subscriber);
    subscriber.confirm(groupKey(this.definition));
    this.#goOn();
    return this.#connection(consumer);
  }

  /** Brings parked messages back; see replay.ts. */
  replayParked(stopAt: number | undefined): void {
    this.replay.start(stopAt);
    this.#schedule();
  }

  /** Called every second: what depends on time. */
  tick(now: number): void {
    if (this.#stopped) return;
    this.#broken = false;
    this.#parker.park(this.state.expire(now));
    this.#parker.forgetReplayed();
    this.checkpoints.consider(now);
    this.rates.measure([this.state, ...this.state.consumers]);
    this.#schedule();
  }

  /** Drops the consumers and, unless told otherwise, saves how far the group has come. It is over then. */
  async stop({ save } = { save: true }): Promise<void> {
    this.#stopped = true;
    this.#reader.stop();
    for (const subscriber of [...this.subscribers.values()]) subscriber.drop();
    await this.#parker.idle();
    await this.checkpoints.finish(save);
    this.#parker.forgetReplayed();
    await this.#parker.idle();
  }

  #connection(consumer: Consumer): Connection {
    return {
      ack: (ids) => {
        this.state.ack(consumer, ids, Date.now());
        this.#goOn();
      },
      refuse: (ids, how) => {
        this.#parker.park(this.state.refuse(consumer, ids, how));
        this.#goOn();
      },
      ready: () => {
        consumer.blocked = false;
        this.#goOn();
      },
      close: () => {
        this.subscribers.delete(consumer);
        this.state.disconnect(consumer);
        this.#goOn();
      },
    };
  }

  #schedule(): void {
    if (this.#scheduled || this.#stopped) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#stopped) return;
      this.#guarded(() => {
        this.#read();
      });
      this.#goOn();
    });
  }

  /** What fails here is not the doing of whoever caused it: it is reported, and the next tick tries again. */
  #guarded(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#broken = true;
      this.#options.report(`persistent subscription ${groupKey(this.definition)}`, error);
    }
  }

  get #wantsHistory(): boolean {
    if (this.#reader.isLive) return false;
    const { fresh } = this.state.counts;
    return fresh === 0 || fresh + this.#options.pageSize <= this.#options.readAhead;
  }

  get #wantsParked(): boolean {
    return this.replay.isRunning && this.state.counts.again < REPLAY_AHEAD;
  }

  #read(): void {
    if (this.#wantsParked) {
      this.replay.step((at, shown) => {
        this.state.replay(at, Buffer.isBuffer(shown.target) ? this.#message(at, shown.record, true) : null);
      });
    }
    if (this.#wantsHistory) {
      this.#reader.read(({ at, record }) => {
        if (Buffer.isBuffer(record)) this.state.feed(this.#message(at, record, false));
        else this.state.skip(at, record === 'filtered');
      });
    }
  }

  #message(at: number, record: Buffer, replayed: boolean): Message {
    const { strategy } = this.definition.settings;
    const bucket = bucketOf(strategy, record, () => this.#shown(record, replayed));
    return { id: recordId(record), at, position: recordPosition(record), bucket, replayed, retries: 0 };
  }

  #shown(record: Buffer, replayed: boolean): ShownEvent {
    return replayed || this.definition.settings.resolveLinks
      ? resolveLink(this.#options.store.tables, record)
      : { record, target: undefined };
  }

  #load(message: Message): ShownEvent | undefined {
    const record = recordAt(this.#options.store.tables, message.position);
    return record === undefined ? undefined : this.#shown(record, message.replayed);
  }

  /** Sends what can be sent, then reads on if that made room. */
  #goOn(): void {
    if (this.#stopped) return;
    if (this.#dispatching) {
      this.#schedule();
      return;
    }
    this.#dispatching = true;
    this.#guarded(() => {
      this.state.dispatch(Date.now(), (message) => this.#prepare(message));
    });
    this.#dispatching = false;
    this.checkpoints.consider();
    if (!this.#broken && (this.#wantsHistory || this.#wantsParked)) this.#schedule();
  }

  #prepare(message: Message): Send | undefined {
    const shown = this.#load(message);
    if (shown === undefined) return undefined;
    return (consumer) => this.subscribers.get(consumer)?.deliver(shown, message.retries) ?? false;
  }
}
