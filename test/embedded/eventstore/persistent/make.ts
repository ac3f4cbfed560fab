// Messages, settings and a recording connection for tests of the state machine.

import type { Consumer } from '#embedded/eventstore/persistent/consumer.js';
import { GroupState, type Prepare } from '#embedded/eventstore/persistent/group-state.js';
import type { Message } from '#embedded/eventstore/persistent/message.js';
import type { GroupSettings } from '#embedded/eventstore/persistent/settings.js';

export const someSettings = (changes: Partial<GroupSettings> = {}): GroupSettings => ({
  resolveLinks: false,
  extraStatistics: false,
  messageTimeoutMs: 1000,
  maxRetryCount: 2,
  checkpointAfterMs: 0,
  minCheckpointCount: 1,
  maxCheckpointCount: 10,
  maxSubscriberCount: 0,
  liveBufferSize: 500,
  readBatchSize: 20,
  historyBufferSize: 500,
  strategy: 'RoundRobin',
  ...changes,
});

export const someMessage = (at: number, changes: Partial<Message> = {}): Message => ({
  id: `id-${String(at)}`,
  at,
  position: at + 1,
  bucket: at,
  replayed: false,
  retries: 0,
  ...changes,
});

/** What was sent: to whom, and what it was then. */
export interface Sent {
  readonly consumer: Consumer;
  readonly message: Message;
  readonly retries: number;
}

export interface Bench {
  readonly state: GroupState;
  readonly sent: Sent[];
  /** Feeds messages with these places, then sends what can be sent. */
  feed(...places: readonly number[]): void;
  go(now?: number): void;
  /** Places sent so far, in order. */
  places(): number[];
}

/** A group that reads from place 0, with a connection that takes everything. */
export const bench = (changes: Partial<GroupSettings> = {}): Bench => {
  const state = new GroupState(someSettings(changes), -1);
  const sent: Sent[] = [];
  const prepare: Prepare = (message) => (consumer) => {
    sent.push({ consumer, message, retries: message.retries });
    return true;
  };
  const go = (now = 0): void => {
    state.dispatch(now, prepare);
  };
  return {
    state,
    sent,
    go,
    feed: (...places) => {
      for (const at of places) state.feed(someMessage(at));
      go();
    },
    places: () => sent.map(({ message }) => message.at),
  };
};
