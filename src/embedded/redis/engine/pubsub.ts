import { globMatches } from '../values/glob.js';
import type { Client } from './client.js';

type Listeners = Map<string, Set<Client>>;

const add = (listeners: Listeners, name: string, client: Client): void => {
  const clients = listeners.get(name);
  if (clients === undefined) listeners.set(name, new Set([client]));
  else clients.add(client);
};

const take = (listeners: Listeners, name: string, client: Client): void => {
  const clients = listeners.get(name);
  clients?.delete(client);
  if (clients?.size === 0) listeners.delete(name);
};

/** Channels and patterns with their listeners. A message reaches who listens now, and nobody later. */
export class PubSub {
  readonly #channels: Listeners = new Map();
  readonly #patterns: Listeners = new Map();

  readonly channels: ReadonlyMap<string, ReadonlySet<Client>> = this.#channels;
  readonly patterns: ReadonlyMap<string, ReadonlySet<Client>> = this.#patterns;

  subscribe(client: Client, channel: string): void {
    client.channels.add(channel);
    add(this.#channels, channel, client);
  }

  unsubscribe(client: Client, channel: string): void {
    client.channels.delete(channel);
    take(this.#channels, channel, client);
  }

  subscribePattern(client: Client, pattern: string): void {
    client.patterns.add(pattern);
    add(this.#patterns, pattern, client);
  }

  unsubscribePattern(client: Client, pattern: string): void {
    client.patterns.delete(pattern);
    take(this.#patterns, pattern, client);
  }

  /** Gives how many listeners got it. */
  publish(channel: string, message: string): number {
    let count = 0;
    for (const client of this.#channels.get(channel) ?? []) {
      client.push(['message', channel, message]);
      count += 1;
    }
    for (const [pattern, clients] of this.#patterns) {
      if (!globMatches(pattern, channel)) continue;
      for (const client of clients) client.push(['pmessage', pattern, channel, message]);
      count += clients.size;
    }
    return count;
  }

  forget(client: Client): void {
    for (const channel of client.channels) take(this.#channels, channel, client);
    for (const pattern of client.patterns) take(this.#patterns, pattern, client);
    client.channels.clear();
    client.patterns.clear();
  }
}
