// Appends events to the target in the order of the source, with their ids and at their revisions. Many appends are
// under way at once, on one connection, which keeps their order. An append that was made before is recognised by
// the target. Fails with the first append that fails; what came before it is there.

import {
  ANY,
  NO_STREAM,
  binaryEvent,
  jsonEvent,
  type EventData,
  type EventStoreDBClient,
  type RecordedEvent,
} from '@eventstore/db-client';
import { FILLER_TYPE, type LogEvent } from './what-to-copy.js';

const IN_FLIGHT = 64;
const MOST_EVENTS = 200;
const MOST_BYTES = 256 * 1024;

type Metadata = Record<string, unknown> | Uint8Array;

const sizeOf = (value: unknown): number => {
  if (value === undefined) return 0;
  return value instanceof Uint8Array ? value.length : JSON.stringify(value).length;
};

/** The event as it is appended to the target. */
export const proposed = ({ id, type, isJson, data, metadata }: RecordedEvent): EventData => {
  const more = metadata === undefined ? {} : { metadata: metadata as Metadata };
  return isJson ? jsonEvent({ id, type, data, ...more }) : binaryEvent({ id, type, data, ...more });
};

interface Group {
  readonly stream: string;
  readonly first: bigint;
  readonly events: EventData[];
  bytes: number;
}

/** Takes events one by one. */
export class Appender {
  readonly #client: EventStoreDBClient;
  /** The next revision of every stream the target has, also of those that readers do not see. */
  readonly #next = new Map<string, bigint>();
  #group: Group | undefined;
  #inFlight: Promise<unknown>[] = [];
  #fillers = 0;
  #isOpen = false;

  constructor(client: EventStoreDBClient) {
    this.#client = client;
  }

  /** How many events stand for scavenged ones. */
  get fillers(): number {
    return this.#fillers;
  }

  /** Takes note of an event the target has. */
  has({ streamId, revision }: LogEvent): void {
    this.#next.set(streamId, revision + 1n);
  }

  /** Takes one event; waits while too many are under way. */
  async add(event: LogEvent): Promise<void> {
    const { streamId, revision } = event;
    const next = this.#next.get(streamId) ?? 0n;
    if (next < revision) await this.#fill(streamId, { from: next, until: revision });
    this.#next.set(streamId, revision + 1n);
    const bytes = sizeOf(event.data) + sizeOf(event.metadata);
    const group = this.#group;
    const fits =
      group !== undefined && group.events.length < MOST_EVENTS && group.bytes + bytes <= MOST_BYTES;
    if (fits && group.stream === streamId) {
      group.events.push(proposed(event));
      group.bytes += bytes;
      return;
    }
    await this.#send();
    this.#group = { stream: streamId, first: revision, events: [proposed(event)], bytes };
  }

  /** Sends what is left; resolves when everything is durable. */
  async finish(): Promise<void> {
    await this.#send();
    await Promise.all(this.#inFlight);
    this.#inFlight = [];
  }

  /** Events in the place of those the source does not have any more. */
  async #fill(stream: string, { from, until }: { from: bigint; until: bigint }): Promise<void> {
    await this.finish();
    let next = from;
    while (next < until) {
      const count = Math.min(MOST_EVENTS, Number(until - next));
      const events = Array.from({ length: count }, () => jsonEvent({ type: FILLER_TYPE, data: {} }));
      await this.#client.appendToStream(stream, events, {
        expectedRevision: next === 0n ? NO_STREAM : next - 1n,
      });
      next += BigInt(count);
      this.#fillers += count;
    }
  }

  async #send(): Promise<void> {
    const group = this.#group;
    if (group === undefined) return;
    this.#group = undefined;
    const expectedRevision = group.first === 0n ? NO_STREAM : group.first - 1n;
    const append = this.#client.appendToStream(group.stream, group.events, { expectedRevision });
    // Whoever waits for it hears of its failure; until then it is not to count as one nobody handles.
    append.catch(() => undefined);
    this.#inFlight.push(append);
    // The client opens its one call for appends with the first; only through the open call they stay in order.
    const limit = this.#isOpen ? IN_FLIGHT : 1;
    this.#isOpen = true;
    if (this.#inFlight.length >= limit) await this.#inFlight.shift();
  }
}

/** Appends one event wherever the stream is. */
export const appendAnywhere = async (
  client: EventStoreDBClient,
  stream: string,
  event: EventData,
): Promise<void> => {
  await client.appendToStream(stream, event, { expectedRevision: ANY });
};
