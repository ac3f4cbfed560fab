// The log as commands use it. Promises: commands on one stream run one after another in this process, each
// carried out at most once (carry-out.ts). It does not coordinate several streams (commands do).
import type { Aggregate } from '#domain/kit/decider.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { keyedQueue } from '#platform/keyed-queue.js';
import { APPEND_TIMES, appendEvents, type Append } from './append.js';
import { carryOut, repeat } from './carry-out.js';
import type { Codec } from './codec.js';
import type { Carried, Execution, Outcome } from './execution.js';
import type { LogClient } from './log-client.js';
import { readStream } from './read-stream.js';
import { findCommand } from './recent-commands.js';
import type { RecordedEvent } from './recorded-event.js';
import { createLoader, streamName, type StreamId } from './stream-loader.js';
import type { StreamState } from './stream-state.js';

export interface EventLog {
  execute<S, C, E extends DomainEvent>(execution: Execution<S, C, E>): Promise<Outcome<S>>;
  /** The stream as it is now. */
  load<S, C, E extends DomainEvent>(aggregate: Aggregate<S, C, E>, id: StreamId): Promise<StreamState<S>>;
  /**
   * The stream as last seen by this process, which may be behind the log; as it is now when it was never
   * seen.
   */
  peek<S, C, E extends DomainEvent>(aggregate: Aggregate<S, C, E>, id: StreamId): Promise<StreamState<S>>;
  /** What the command did to the stream if it was carried out, whoever asked; undefined when it was not. */
  outcomeOf<S, C, E extends DomainEvent>(execution: Carried<S, C, E>): Promise<Outcome<S> | undefined>;
  read(stream: string, from?: number): AsyncGenerator<RecordedEvent>;
}

/** `append`: how events are appended, for those who watch it. */
export const createEventLog = (client: LogClient, codec: Codec, append: Append = appendEvents): EventLog => {
  const loader = createLoader({ client, codec });
  const room = { client, codec, loader, appendEvents: append };
  const queue = keyedQueue();
  return {
    execute: (execution) => {
      const timed = { ...execution, latest: performance.now() + APPEND_TIMES.deadline };
      return queue.run(streamName(execution.aggregate.category, execution.id), () => carryOut(room, timed));
    },
    load: (aggregate, id) => loader.current(aggregate, id),
    peek: async (aggregate, id) => loader.cached(aggregate, id) ?? loader.current(aggregate, id),
    outcomeOf: async (execution) => {
      const { recent } = await loader.current(execution.aggregate, execution.id);
      const known = findCommand(recent, execution.context.commandId);
      return known && repeat(room, execution, known);
    },
    read: (stream, from = 0) => readStream({ client, codec }, stream, from),
  };
};
