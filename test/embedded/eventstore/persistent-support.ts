// Shared by the tests of persistent subscriptions: groups with settings of their own and consumers that collect.

import {
  PARK,
  START,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  type EventStoreDBClient,
  type PersistentSubscriptionToAll,
  type PersistentSubscriptionToAllResolvedEvent,
  type PersistentSubscriptionToAllSettings,
  type PersistentSubscriptionToStream,
  type PersistentSubscriptionToStreamResolvedEvent,
  type PersistentSubscriptionToStreamSettings,
} from '@eventstore/db-client';
import { until } from './support.js';

type Subscription = PersistentSubscriptionToStream | PersistentSubscriptionToAll;

/** An event as a consumer gets it, whatever its source. */
export type Received = PersistentSubscriptionToStreamResolvedEvent & PersistentSubscriptionToAllResolvedEvent;

/** A consumer that keeps everything it is sent. */
export interface Collector {
  readonly subscription: Subscription;
  readonly received: Received[];
  /** The error the subscription ended with. */
  readonly failed: Promise<Error & Record<string, unknown>>;
  /** Waits until this many events are there, and gives them. */
  got(count: number): Promise<Received[]>;
  stop(): Promise<void>;
}

/** Settings that differ from the client's defaults. */
export const settings = (
  changes: Partial<PersistentSubscriptionToStreamSettings> = {},
): PersistentSubscriptionToStreamSettings =>
  persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START, ...changes });

/** The same for groups of $all. */
export const settingsOfAll = (
  changes: Partial<PersistentSubscriptionToAllSettings> = {},
): PersistentSubscriptionToAllSettings =>
  persistentSubscriptionToAllSettingsFromDefaults({ startFrom: START, ...changes });

export type Handle = (subscription: Subscription, event: Received) => void;

/** Acknowledges everything. */
export const acknowledge: Handle = (subscription, event) => {
  void subscription.ack(event);
};

/** Parks everything. */
export const parkAll: Handle = (subscription, event) => {
  void subscription.nack(PARK, 'not today', event);
};

/** Leaves everything unanswered. */
export const ignore: Handle = () => undefined;

/** Collects what a subscription delivers; `handle` says what becomes of it. */
export const collect = (subscription: Subscription, handle: Handle = acknowledge): Collector => {
  const received: Received[] = [];
  const failed = new Promise<Error & Record<string, unknown>>((resolve) => {
    subscription.on('error', (error) => {
      resolve(error as Error & Record<string, unknown>);
    });
  });
  subscription.on('data', (event) => {
    const one = event as Received;
    received.push(one);
    handle(subscription, one);
  });
  return {
    subscription,
    received,
    failed,
    got: async (count) => {
      await until(() => received.length >= count);
      return received;
    },
    stop: () => subscription.unsubscribe(),
  };
};

/** Consumes a group of a stream. */
export const consume = (
  client: EventStoreDBClient,
  at: { stream: string; group: string; bufferSize?: number },
  handle: Handle = acknowledge,
): Collector =>
  collect(
    client.subscribeToPersistentSubscriptionToStream(at.stream, at.group, {
      bufferSize: at.bufferSize ?? 10,
    }),
    handle,
  );

/** Resolves when the group has accepted the consumer. */
export const confirmed = ({ subscription }: Collector): Promise<void> =>
  new Promise((resolve) => {
    subscription.once('confirmation', () => {
      resolve();
    });
  });

export const revisionsOf = (received: readonly Received[]): number[] =>
  received.map(({ event }) => Number(event?.revision ?? -1));

/** Polls something the server tells until it holds. */
export const eventually = async <T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> => {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`It never held: ${String(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
