// What a group tells about itself.

import { viewStream } from '../store/lookup.js';
import type { Store } from '../store/store.js';
import type { ConnectionInfo, GroupInfo } from '../wire/persistent-info.js';
import type { Consumer } from './consumer.js';
import { ALL, placeText, startText } from './definition.js';
import type { Group } from './group.js';
import { countParked } from './parked-stream.js';
import type { Subscriber } from './subscriber.js';

/** The last place of the source; -1 when it is empty. */
const lastKnown = (store: Store, source: string): number => {
  if (source === ALL) return store.lastPosition();
  const view = viewStream(store.tables, source);
  return view === undefined || view.tombstoned ? -1 : view.last;
};

const connectionInfo = (group: Group, consumer: Consumer, subscriber: Subscriber): ConnectionInfo => ({
  from: subscriber.from,
  connectionName: subscriber.connectionName,
  rate: group.rates.of(consumer),
  availableSlots: Math.max(0, consumer.slots - consumer.size),
  inFlight: consumer.size,
  measurements: consumer.took.summary(),
});

/** A group's settings, progress and consumers, as of now. */
export const groupInfo = (store: Store, group: Group): GroupInfo => {
  const { definition, state, checkpoints } = group;
  const { fresh, again, parking } = state.counts;
  const inFlight = [...state.consumers].reduce((sum, { size }) => sum + size, 0);
  const checkpointed = checkpoints.at;
  const known = lastKnown(store, definition.source);
  return {
    name: definition,
    settings: definition.settings,
    startFrom: startText(definition),
    status: [
      group.isLive ? 'Live' : 'Behind',
      ...(group.replay.isRunning ? ['ReplayingParkedMessages'] : []),
    ],
    connections: [...group.subscribers].map(([consumer, subscriber]) =>
      connectionInfo(group, consumer, subscriber),
    ),
    rate: group.rates.of(state),
    lastCheckpointed: checkpointed === undefined ? '' : placeText(definition, checkpointed),
    lastKnown: known < 0 ? '' : placeText(definition, known),
    readBuffered: group.isLive ? 0 : fresh,
    liveBuffered: group.isLive ? fresh : 0,
    toRetry: again,
    inFlight,
    outstanding: inFlight + parking,
    parked: countParked(store, definition, group.replay.next),
  };
};
