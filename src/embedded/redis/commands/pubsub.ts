import { NOTHING, type Reply } from '../protocol/reply.js';
import { globMatches } from '../values/glob.js';
import type { Client } from '../engine/client.js';
import type { PubSub } from '../engine/pubsub.js';
import { subcommands } from './subcommands.js';
import type { Call, Command, Flag, Two } from './command.js';

const LISTENING: readonly Flag[] = ['no-script', 'subscribed'];

type Action = (pubsub: PubSub, client: Client, name: string) => void;

const countOf = ({ channels, patterns }: Client): number => channels.size + patterns.size;

const listen = (name: string, act: Action): Command => ({
  name,
  arity: -2,
  flags: LISTENING,
  run: ({ client, engine }, names): Reply => {
    for (const each of names) {
      act(engine.pubsub, client, each);
      client.push([name, each, countOf(client)]);
    }
    return NOTHING;
  },
});

const leave = (name: string, of: 'channels' | 'patterns', act: Action): Command => ({
  name,
  arity: -1,
  flags: LISTENING,
  run: ({ client, engine }, names): Reply => {
    const left = names.length > 0 ? names : [...client[of]];
    if (left.length === 0) return [name, null, countOf(client)];
    for (const each of left) {
      act(engine.pubsub, client, each);
      client.push([name, each, countOf(client)]);
    }
    return NOTHING;
  },
});

const channels = ({ engine }: Call, [pattern]: readonly string[]): Reply =>
  [...engine.pubsub.channels.keys()].filter((name) => pattern === undefined || globMatches(pattern, name));

const numsub = ({ engine }: Call, names: readonly string[]): Reply =>
  names.flatMap((name) => [name, engine.pubsub.channels.get(name)?.size ?? 0]);

export const pubsubCommands: readonly Command[] = [
  listen('subscribe', (pubsub, client, name) => pubsub.subscribe(client, name)),
  listen('psubscribe', (pubsub, client, name) => pubsub.subscribePattern(client, name)),
  leave('unsubscribe', 'channels', (pubsub, client, name) => pubsub.unsubscribe(client, name)),
  leave('punsubscribe', 'patterns', (pubsub, client, name) => pubsub.unsubscribePattern(client, name)),
  {
    name: 'publish',
    arity: 3,
    run: ({ engine }, [channel, message]: Two) => engine.pubsub.publish(channel, message),
  },
  subcommands({ name: 'pubsub', arity: -2 }, [
    { name: 'channels', arity: -2, run: channels },
    { name: 'numsub', arity: -2, run: numsub },
    { name: 'numpat', arity: 2, run: ({ engine }) => engine.pubsub.patterns.size },
  ]),
];
