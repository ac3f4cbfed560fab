import { LRUCache } from 'lru-cache';
import type { Aggregate } from '#domain/kit/decider.js';
import type { DomainEvent } from '#domain/kit/event.js';
import type { Codec } from './codec.js';
import type { LogClient } from './log-client.js';
import { readStream } from './read-stream.js';
import type { RecordedEvent } from './recorded-event.js';
import { advance, emptyStream, type StreamState } from './stream-state.js';

const MAX_STREAMS = 2_000;

/**
 * Loads streams through a bounded cache in memory. A cached stream may be behind the log but is never wrong:
 * the log only grows, so reading on from the cached revision makes it current.
 */
export interface StreamLoader {
  /** What is known of the stream without asking the log; undefined when nothing is. */
  cached<S, C, E extends DomainEvent>(
    aggregate: Aggregate<S, C, E>,
    id: StreamId,
  ): StreamState<S> | undefined;
  /** The stream as it is in the log now. */
  current<S, C, E extends DomainEvent>(aggregate: Aggregate<S, C, E>, id: StreamId): Promise<StreamState<S>>;
  /** The stream as it was at a revision; not cached. */
  at<S, C, E extends DomainEvent>(
    aggregate: Aggregate<S, C, E>,
    id: StreamId,
    revision: number,
  ): Promise<StreamState<S>>;
  /** Takes over a newer state, as an append leaves it. */
  keep<S>(stream: string, state: StreamState<S>): void;
}

export type StreamId = string | number;

export const streamName = (category: string, id: StreamId): string => `${category}-${id}`;

export const createLoader = (log: { client: LogClient; codec: Codec }): StreamLoader => {
  const cache = new LRUCache<string, StreamState<unknown>>({ max: MAX_STREAMS });

  const keep = <S>(stream: string, state: StreamState<S>): void => {
    const before = cache.get(stream);
    if (!before || before.revision < state.revision) cache.set(stream, state);
  };

  const cached = <S, C, E extends DomainEvent>(aggregate: Aggregate<S, C, E>, id: StreamId) =>
    cache.get(streamName(aggregate.category, id)) as StreamState<S> | undefined;

  const read = async (stream: string, from: number, to: number) => {
    const events: RecordedEvent[] = [];
    for await (const recorded of readStream(log, stream, from)) {
      if (recorded.revision > to) break;
      events.push(recorded);
    }
    return events;
  };

  return {
    cached,
    keep,
    current: async <S, C, E extends DomainEvent>(aggregate: Aggregate<S, C, E>, id: StreamId) => {
      const stream = streamName(aggregate.category, id);
      const before = cached(aggregate, id) ?? emptyStream(aggregate.initial);
      const state = advance(aggregate, before, await read(stream, before.revision + 1, Infinity));
      if (state.revision >= 0) keep(stream, state);
      return state;
    },
    at: async <S, C, E extends DomainEvent>(
      aggregate: Aggregate<S, C, E>,
      id: StreamId,
      revision: number,
    ) => {
      const events = await read(streamName(aggregate.category, id), 0, revision);
      return advance(aggregate, emptyStream(aggregate.initial), events);
    },
  };
};
