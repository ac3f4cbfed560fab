// What a group and a connection of one of its consumers are to each other.

import type { ShownEvent } from '../wire/resolved-event.js';
import type { Refusal } from './group-state.js';

/** The connection as the group sees it. */
export interface Subscriber {
  /** How many messages it takes before it acknowledges some. */
  readonly slots: number;
  /** Its address. */
  readonly from: string;
  readonly connectionName: string;
  /** It is a consumer now; messages follow. */
  confirm(subscriptionId: string): void;
  /** Sends a message; false = sent, but nothing more until `ready`. */
  deliver(shown: ShownEvent, retries: number): boolean;
  /** The group ends, or starts anew: the connection is to end. */
  drop(): void;
}

/** The group as the connection sees it. */
export interface Connection {
  ack(ids: readonly string[]): void;
  refuse(ids: readonly string[], how: { do: Refusal; reason: string }): void;
  /** It takes messages again. */
  ready(): void;
  /** It is gone; harmless to repeat. */
  close(): void;
}
