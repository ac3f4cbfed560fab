// Messages waiting to be sent, in order. Some may have to wait while later ones go: they keep their place.

import type { Message } from './message.js';

/** What became of a message that was offered; 'stop' ends the round, the message stays. */
export type Offered = 'taken' | 'wait' | 'stop';

const byPlace = (a: Message, b: Message): number =>
  a.replayed === b.replayed ? a.at - b.at : Number(a.replayed) - Number(b.replayed);

export interface MessageQueue {
  readonly length: number;
  /** Adds at the end. */
  push(message: Message): void;
  /** Adds where they belong by their place, replayed ones last; safe during a round, seen in the next. */
  insert(messages: readonly Message[]): void;
  /** One round: offers messages in order until one answers 'stop', `take` throws, or none is left. */
  offer(take: (message: Message) => Offered): void;
}

/** A round in progress: the first message not offered yet, and those that must wait. */
interface Round {
  next: number;
  readonly waiting: Message[];
}

const offerEach = (items: readonly Message[], round: Round, take: (message: Message) => Offered): void => {
  for (; round.next < items.length; round.next++) {
    const message = items[round.next];
    const answer = message === undefined ? 'taken' : take(message);
    if (answer === 'stop') return;
    if (answer === 'wait' && message !== undefined) round.waiting.push(message);
  }
};

export const messageQueue = (): MessageQueue => {
  let items: Message[] = [];
  let head = 0;
  let added: Message[] = [];

  const merge = (): void => {
    if (added.length === 0) return;
    items = [...items.slice(head), ...added].sort(byPlace);
    head = 0;
    added = [];
  };

  /** Puts those that must wait directly before those not offered yet. */
  const keep = ({ waiting, next }: Round): void => {
    head = next - waiting.length;
    for (const [index, message] of waiting.entries()) items[head + index] = message;
    if (head * 2 < items.length) return;
    items = items.slice(head);
    head = 0;
  };

  return {
    get length() {
      return items.length - head + added.length;
    },
    push: (message) => {
      items.push(message);
    },
    insert: (messages) => {
      for (const message of messages) added.push(message);
    },
    offer: (take) => {
      merge();
      const round: Round = { next: head, waiting: [] };
      try {
        offerEach(items, round, take);
      } finally {
        keep(round);
      }
    },
  };
};
