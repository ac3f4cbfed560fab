// Which consumer gets the next message. Pure: they only look at who has room.

import type { Consumer } from './consumer.js';
import type { Message } from './message.js';
import type { StrategyName } from './settings.js';

/** A consumer; 'wait' = this message must wait, others may go; 'stop' = nobody has room. */
export type Pick = Consumer | 'wait' | 'stop';

export interface Strategy {
  add(consumer: Consumer): void;
  remove(consumer: Consumer): void;
  pick(message: Message): Pick;
}

const without = (consumers: Consumer[], consumer: Consumer): void => {
  const index = consumers.indexOf(consumer);
  if (index >= 0) consumers.splice(index, 1);
};

/** Takes the first with room; those before it, and it too when `moveOn`, go to the end of the line. */
const inTurn = (moveOn: boolean): Strategy => {
  const line: Consumer[] = [];
  return {
    add: (consumer) => {
      line.push(consumer);
    },
    remove: (consumer) => {
      without(line, consumer);
    },
    pick: () => {
      const index = line.findIndex((consumer) => consumer.hasRoom);
      const found = line[index];
      if (found === undefined) return 'stop';
      const passed = moveOn ? index + 1 : index;
      if (passed > 0) line.push(...line.splice(0, passed));
      return found;
    },
  };
};

/** Keeps everything of one bucket with one consumer until that one goes. */
const pinned = (): Strategy => {
  const owners = new Map<number, Consumer>();
  const load = new Map<Consumer, number>();

  const assign = (bucket: number): Pick => {
    let best: Consumer | undefined;
    for (const [consumer, count] of load) {
      if (consumer.hasRoom && (best === undefined || count < (load.get(best) ?? 0))) best = consumer;
    }
    if (best === undefined) return 'stop';
    owners.set(bucket, best);
    load.set(best, (load.get(best) ?? 0) + 1);
    return best;
  };

  const anyRoom = (): boolean => {
    for (const consumer of load.keys()) if (consumer.hasRoom) return true;
    return false;
  };

  return {
    add: (consumer) => {
      load.set(consumer, 0);
    },
    remove: (consumer) => {
      load.delete(consumer);
      for (const [bucket, owner] of owners) if (owner === consumer) owners.delete(bucket);
    },
    pick: ({ bucket }) => {
      const owner = owners.get(bucket);
      if (owner === undefined) return assign(bucket);
      if (owner.hasRoom) return owner;
      return anyRoom() ? 'wait' : 'stop';
    },
  };
};

/** The strategy of a name; the two that pin differ in how messages get their buckets (buckets.ts). */
export const strategyOf = (name: StrategyName): Strategy => {
  switch (name) {
    case 'RoundRobin':
      return inTurn(true);
    case 'DispatchToSingle':
      return inTurn(false);
    case 'Pinned':
    case 'PinnedByCorrelation':
      return pinned();
  }
};
