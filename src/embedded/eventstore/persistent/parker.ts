// The writing side of a group's parked stream. A message leaves the group only when its link is durable; one that
// cannot be parked is tried again.

import type { Store } from '../store/store.js';
import type { ShownEvent } from '../wire/resolved-event.js';
import type { GroupName } from './group-error.js';
import type { GroupState, Parking } from './group-state.js';
import type { Message } from './message.js';
import { park, truncateParked } from './parked-stream.js';

export interface ParkerOptions {
  readonly store: Store;
  readonly name: GroupName;
  readonly state: GroupState;
  readonly load: (message: Message) => ShownEvent | undefined;
  readonly report: (where: string, error: unknown) => void;
  /** Called after every write. */
  readonly onDone: () => void;
}

export interface Parker {
  park(parkings: readonly Parking[]): void;
  /** Lets the parked stream forget what was replayed and settled. */
  forgetReplayed(): void;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

export const parker = ({ store, name, state, load, report, onDone }: ParkerOptions): Parker => {
  const writing = new Set<Promise<void>>();

  const track = (write: Promise<void>, onFailure: () => void): void => {
    const tracked = write
      .catch((error: unknown) => {
        onFailure();
        report('parked stream of a persistent subscription', error);
      })
      .finally(() => {
        writing.delete(tracked);
        onDone();
      });
    writing.add(tracked);
  };

  const parkOne = async (message: Message, reason: string): Promise<void> => {
    const shown = load(message);
    if (shown !== undefined) await park(store, name, { shown, reason });
    state.parked(message);
  };

  return {
    park: (parkings) => {
      for (const { message, reason } of parkings) {
        track(parkOne(message, reason), () => {
          state.notParked(message);
        });
      }
    },
    forgetReplayed: () => {
      const before = state.replayedBefore;
      if (before > 0) track(truncateParked(store, name, before), () => undefined);
    },
    idle: async () => {
      while (writing.size > 0) await Promise.all(writing);
    },
  };
};
