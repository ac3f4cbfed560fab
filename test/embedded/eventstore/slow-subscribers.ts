// Subscribers that take nothing while much is written: what the server keeps for them, and what they get in the end.

import { readFileSync } from 'node:fs';
import {
  END,
  EventStoreDBClient,
  binaryEvent,
  type AllStreamSubscription,
  type PersistentSubscriptionToStream,
  type ResolvedEvent,
  type StreamSubscription,
} from '@eventstore/db-client';
import { startChild } from './child-process.js';
import { settings } from './persistent-support.js';
import { fresh, newFolder, removeFolder } from './support.js';

const MIB = 1024 * 1024;
const BATCH = 100;

/** Memory of a process that is its own, in MiB: without the pages of mapped files, which the system takes back. */
export const ownMemory = (pid: number | undefined): number => {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? NaN) / 1024;
};

/** How a subscriber follows: a stream, everything, or as the one consumer of a group with room for all events. */
export type Kind = 'stream' | 'all' | 'group';

export interface Slow {
  readonly kinds: readonly Kind[];
  readonly events: number;
  readonly bytesEach: number;
}

export interface Outcome {
  /** What was written and not taken, for all subscribers together, in MiB. */
  readonly behind: number;
  /** The most the server's memory grew meanwhile, in MiB. */
  readonly grown: number;
  /** By subscriber: whether all came in order in the end. */
  readonly complete: readonly boolean[];
  readonly takenWhilePaused: number;
}

type Subscription = StreamSubscription | AllStreamSubscription | PersistentSubscriptionToStream;

const subscribeToGroup = async (
  client: EventStoreDBClient,
  stream: string,
  events: number,
): Promise<PersistentSubscriptionToStream> => {
  const group = fresh('group');
  // Nothing is given back because it takes long: being slow is what this is about.
  await client.createPersistentSubscriptionToStream(stream, group, settings({ messageTimeout: 0 }));
  return client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize: events });
};

const subscribe = async (
  client: EventStoreDBClient,
  kind: Kind,
  { stream, events }: { stream: string; events: number },
): Promise<Subscription> => {
  switch (kind) {
    case 'stream':
      return client.subscribeToStream(stream);
    case 'all':
      return client.subscribeToAll({ fromPosition: END });
    case 'group':
      return subscribeToGroup(client, stream, events);
  }
};

const follow = async (subscription: Subscription, stream: string) => {
  const found: number[] = [];
  let tell: (() => void) | undefined;
  subscription.on('data', ({ event }: ResolvedEvent) => {
    if (event?.streamId !== stream) return;
    found.push(Number(event.revision));
    tell?.();
  });
  await new Promise<void>((resolve) => {
    subscription.once('confirmation', () => {
      resolve();
    });
  });
  subscription.pause();
  const reach = (count: number): Promise<void> =>
    new Promise((resolve) => {
      tell = () => {
        if (found.length >= count) resolve();
      };
      tell();
    });
  return { found, subscription, reach };
};

type Follower = Awaited<ReturnType<typeof follow>>;

/** Writes all events; answers the most memory the server had on the way. */
const write = async (
  client: EventStoreDBClient,
  {
    stream,
    count,
    bytesEach,
    pid,
  }: { stream: string; count: number; bytesEach: number; pid: number | undefined },
): Promise<number> => {
  const data = Buffer.alloc(bytesEach, 1);
  let most = 0;
  for (let done = 0; done < count; done += BATCH) {
    await client.appendToStream(
      stream,
      Array.from({ length: BATCH }, () => binaryEvent({ type: 'T', data })),
    );
    most = Math.max(most, ownMemory(pid));
  }
  return most;
};

const finish = async ({ subscription, reach, found }: Follower, count: number): Promise<boolean> => {
  subscription.resume();
  await reach(count);
  await subscription.unsubscribe();
  return found.every((revision, n) => revision === n) && found.length === count;
};

/** Plays it on a server of its own. */
export const playSlow = async ({ kinds, events, bytesEach }: Slow): Promise<Outcome> => {
  const folder = newFolder();
  const child = await startChild({ args: ['--data', folder, '--port', '0', '--no-sync'] });
  const [writer, reader] = [
    EventStoreDBClient.connectionString(child.url),
    EventStoreDBClient.connectionString(child.url),
  ];
  const { pid } = child.process;
  // As much as is measured: what appends alone take is not the subscribers' doing.
  const before = await write(writer, { stream: fresh('alone'), count: events, bytesEach, pid });
  const stream = fresh('slow');
  const followers = await Promise.all(
    kinds.map(async (kind) => follow(await subscribe(reader, kind, { stream, events }), stream)),
  );
  const most = await write(writer, { stream, count: events, bytesEach, pid });
  const takenWhilePaused = Math.max(...followers.map(({ found }) => found.length));
  const complete: boolean[] = [];
  for (const follower of followers) complete.push(await finish(follower, events));
  await Promise.all([writer.dispose(), reader.dispose()]);
  await child.kill('SIGTERM');
  removeFolder(folder);
  const behind = (kinds.length * events * bytesEach) / MIB;
  return { behind, grown: most - before, complete, takenWhilePaused };
};
