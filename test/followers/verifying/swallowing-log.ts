import type { AllStreamResolvedEvent } from '@eventstore/db-client';
import { connectLog } from '#eventlog/log-client.js';
import type { FollowedLog } from '#followers/source.js';

type Subscription = ReturnType<FollowedLog['subscribeToAll']>;

const swallowing = (subscription: Subscription, isSwallowed: (id: string) => boolean): Subscription => {
  const read = subscription.read.bind(subscription);
  subscription.read = (size?: number): unknown => {
    for (;;) {
      const resolved = read(size) as AllStreamResolvedEvent | null;
      if (resolved?.event === undefined || !isSwallowed(resolved.event.id)) return resolved;
    }
  };
  return subscription;
};

/** The log as a client sees it that loses some events on their way. */
export const swallowingLog = (url: string, isSwallowed: (id: string) => boolean): FollowedLog => {
  const client = connectLog(url);
  return {
    subscribeToAll: (...args) => swallowing(client.subscribeToAll(...args), isSwallowed),
    readAll: (...args) => client.readAll(...args),
    readStream: (...args) => client.readStream(...args),
    dispose: () => client.dispose(),
  };
};
