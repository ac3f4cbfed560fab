// Writers on a store that is killed again and again, what they were told, and what is wrong with the log afterwards.

import { EventStoreDBClient, WrongExpectedVersionError, jsonEvent } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { verify } from '#embedded/eventstore/tools/verify/verify.js';
import { startChild } from './child-process.js';
import { all } from './support.js';

const WRITERS = 64;
/** Events per append: an append must be there as a whole or not at all. */
const EACH = 3;
/** Half of the writers race on these, at exact revisions; the others have a stream each. */
const SHARED = 8;

/** An append that was answered: where its events have to be. */
interface Acknowledged {
  readonly append: string;
  readonly stream: string;
  readonly last: number;
}

export interface Tally {
  readonly acknowledged: Acknowledged[];
  /** Last revision of a stream as far as the writers know. */
  readonly last: Map<string, number>;
  /** What `verify` found, and after which kill. */
  readonly findings: string[];
  kills: number;
}

export const newTally = (): Tally => ({ acknowledged: [], last: new Map(), findings: [], kills: 0 });

const eventsOf = (append: string) =>
  Array.from({ length: EACH }, (_, part) => jsonEvent({ type: 'Part', data: { append, part } }));

const expectedBy = (tally: Tally, stream: string) => {
  const last = tally.last.get(stream);
  return last === undefined ? 'no_stream' : BigInt(last);
};

/** One append at the revision the writers believe in. */
const appendOnce = async (client: EventStoreDBClient, stream: string, tally: Tally): Promise<void> => {
  const append = randomUUID();
  try {
    const expectedRevision = expectedBy(tally, stream);
    const result = await client.appendToStream(stream, eventsOf(append), { expectedRevision });
    const last = Number(result.nextExpectedRevision);
    tally.acknowledged.push({ append, stream, last });
    tally.last.set(stream, Math.max(last, tally.last.get(stream) ?? -1));
  } catch (error) {
    if (!(error instanceof WrongExpectedVersionError)) throw error;
    if (typeof error.actualVersion === 'bigint') tally.last.set(stream, Number(error.actualVersion));
  }
};

/** Writes until the server dies: what was not answered then may or may not be there. */
const writeUntilDeath = async (client: EventStoreDBClient, stream: string, tally: Tally): Promise<void> => {
  for (;;) {
    try {
      await appendOnce(client, stream, tally);
    } catch {
      return;
    }
  }
};

/** Looks at the folder as a kill left it: nobody has opened it since. */
const verifyKilled = async (folder: string, tally: Tally): Promise<void> => {
  const { ok, findings } = await verify(folder);
  const found = findings.map(({ where, message }) => `${where}: ${message}`);
  if (!ok) tally.findings.push(`after kill ${String(tally.kills)}: ${found.join('; ')}`);
};

/**
 * Starts the store on a folder, lets 64 writers at it, kills it after about so many more answers, and verifies what
 * is left.
 */
export const killUnderLoad = async (folder: string, tally: Tally, answers: number): Promise<void> => {
  const child = await startChild({ args: ['--data', folder, '--port', '0'] });
  const client = EventStoreDBClient.connectionString(child.url);
  const target = tally.acknowledged.length + answers;
  const writers = Array.from({ length: WRITERS }, (_, n) =>
    writeUntilDeath(client, n % 2 === 0 ? `own-${String(n)}` : `shared-${String(n % (2 * SHARED))}`, tally),
  );
  while (tally.acknowledged.length < target) await new Promise((resolve) => setImmediate(resolve));
  await child.kill('SIGKILL');
  await Promise.all(writers);
  await client.dispose();
  tally.kills++;
  await verifyKilled(folder, tally);
};

interface Part {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly append: string;
  readonly part: number;
}

/** What is wrong with a log, by kind; everything empty = nothing is. */
export interface Flaws {
  readonly lost: readonly string[];
  readonly torn: readonly string[];
  readonly gaps: readonly string[];
  readonly doubled: readonly string[];
  readonly unordered: readonly string[];
  /** Streams that read differently from what $all shows of them. */
  readonly disagreeing: readonly string[];
  /** What `verify` said after each kill. */
  readonly findings: readonly string[];
}

const partsOf = async (client: EventStoreDBClient): Promise<Part[]> =>
  (await all(client.readAll())).flatMap(({ event }) => {
    if (event?.type !== 'Part') return [];
    const { append, part } = event.data as unknown as { append: string; part: number };
    const [id, stream, position] = [event.id, event.streamId, event.position.commit];
    return [{ id, stream, revision: Number(event.revision), position, append, part }];
  });

const groupBy = (parts: readonly Part[], key: (part: Part) => string): Map<string, Part[]> => {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const group = groups.get(key(part)) ?? [];
    groups.set(key(part), group);
    group.push(part);
  }
  return groups;
};

/** An append is whole when its parts are all there, in order, one after another in stream and log. */
const isWhole = (parts: readonly Part[]): boolean =>
  parts.length === EACH &&
  parts.every(
    ({ part, revision, stream, position }, n) =>
      part === n &&
      stream === parts[0]?.stream &&
      revision === parts[0].revision + n &&
      position === parts[0].position + BigInt(n),
  );

/** Reads everything both ways and compares it with what was answered. */
export const flawsOf = async (client: EventStoreDBClient, tally: Tally): Promise<Flaws> => {
  const parts = await partsOf(client);
  const byAppend = groupBy(parts, ({ append }) => append);
  const byStream = groupBy(parts, ({ stream }) => stream);
  const disagreeing: string[] = [];
  for (const [stream, inAll] of byStream) {
    const read = (await all(client.readStream(stream))).map(({ event }) => event?.id);
    if (read.join() !== inAll.map(({ id }) => id).join()) disagreeing.push(stream);
  }
  return {
    lost: tally.acknowledged
      .filter(({ append, last }) => byAppend.get(append)?.at(-1)?.revision !== last)
      .map(({ append }) => append),
    torn: [...byAppend].filter(([, found]) => !isWhole(found)).map(([append]) => append),
    gaps: [...byStream].flatMap(([stream, found]) =>
      found
        .filter(({ revision }, n) => revision !== n)
        .map(({ revision }) => `${stream}@${String(revision)}`),
    ),
    doubled: [...groupBy(parts, ({ id }) => id)].filter(([, found]) => found.length > 1).map(([id]) => id),
    unordered: parts
      .filter(({ position }, n) => n > 0 && position <= (parts[n - 1]?.position ?? 0n))
      .map(({ id }) => id),
    disagreeing,
    findings: tally.findings,
  };
};

/** The same for a folder nobody serves. */
export const flawsIn = async (folder: string, tally: Tally): Promise<Flaws> => {
  const child = await startChild({ args: ['--data', folder, '--port', '0'] });
  const client = EventStoreDBClient.connectionString(child.url);
  const flaws = await flawsOf(client, tally);
  await client.dispose();
  await child.kill('SIGTERM');
  return flaws;
};
