// Copies a log from one server to another through the official client. Promises: events keep ids, streams,
// revisions, types, data and metadata, and their order; it can be ended at any moment and run again: what the
// target has is compared, the rest appended. Everything is compared before it says that it is done. Not kept:
// positions, times, the history of streams' metadata, and what servers make themselves. The target takes no
// other writes meanwhile. Fails with CopyError when the target holds anything else.

import { createHash, type Hash } from 'node:crypto';
import { EventStoreDBClient } from '@eventstore/db-client';
import { unwatched, type OnProgress, type Progress } from '../progress.js';
import { Appender } from './append-events.js';
import { lastPlace, readLog, type Place } from './read-log.js';
import { noEnds, noteEnd, writeEnds, type StreamEnds } from './stream-ends.js';
import { FILLER_TYPE, fingerprint, kindOf, type LogEvent } from './what-to-copy.js';

/** The two logs cannot become the same. */
export class CopyError extends Error {
  override readonly name = 'CopyError';
}

export interface CopyOptions {
  /** Connection strings of the official client. */
  readonly from: string;
  readonly to: string;
  readonly onProgress?: OnProgress;
}

export interface CopyReport {
  /** Events that both have now. */
  readonly events: number;
  /** Of those, the ones this run appended. */
  readonly copied: number;
  /** Events that stand for what the source has scavenged. */
  readonly fillers: number;
  readonly metadata: number;
  readonly tombstones: number;
  /** SHA-256 over all events, the same on both sides. */
  readonly digest: string;
}

interface Copying {
  readonly source: EventStoreDBClient;
  readonly target: EventStoreDBClient;
  readonly until: Place;
  readonly onProgress: OnProgress;
  readonly ends: StreamEnds;
  readonly digest: Hash;
  readonly appender: Appender;
}

const watch = ({ onProgress, until }: Copying, step: string, at: Place): void => {
  const progress: Progress = {
    step,
    done: Number(at.commit),
    total: Number(until.commit),
    unit: 'positions',
  };
  onProgress(progress);
};

/** What the target has; the appender learns of all of it. */
async function* targetEvents(
  { target, appender }: Copying,
  after: Place | undefined,
): AsyncGenerator<LogEvent> {
  for await (const event of readLog(target, { after, until: undefined })) {
    const kind = kindOf(event);
    if (kind === 'event' || event.type === FILLER_TYPE) appender.has(event);
    if (kind === 'event') yield event;
  }
}

async function* sourceEvents(
  copying: Copying,
  step: string,
  after: Place | undefined,
): AsyncGenerator<LogEvent> {
  for await (const event of readLog(copying.source, { after, until: copying.until })) {
    noteEnd(copying.ends, event);
    watch(copying, step, event.position);
    if (kindOf(event) === 'event') yield event;
  }
}

const nameOf = ({ revision, streamId }: LogEvent): string => `${String(revision)}@${streamId}`;

const requireSame = (copying: Copying, wanted: LogEvent | undefined, found: LogEvent): void => {
  if (wanted === undefined)
    throw new CopyError(`The target has an event the source does not have: ${nameOf(found)}.`);
  const text = fingerprint(wanted);
  if (text !== fingerprint(found))
    throw new CopyError(
      `The target has ${nameOf(found)} where the source has ${nameOf(wanted)}, or it differs.`,
    );
  copying.digest.update(text);
};

interface Compared {
  readonly count: number;
  /** Where both are the same up to. */
  readonly source: Place | undefined;
  readonly target: Place | undefined;
}

/** Compares all the target has with what the source has there; `missing` is given what the source has beyond. */
const compare = async (
  copying: Copying,
  events: AsyncGenerator<LogEvent>,
  { after, missing }: { after: Place | undefined; missing: (event: LogEvent) => Promise<void> },
): Promise<Compared> => {
  let [count, source, target] = [0, undefined as Place | undefined, after];
  for await (const found of targetEvents(copying, after)) {
    const next = await events.next();
    const wanted = next.done === true ? undefined : next.value;
    requireSame(copying, wanted, found);
    count++;
    source = wanted?.position;
    target = found.position;
  }
  for await (const event of events) await missing(event);
  return { count, source, target };
};

const notThere = (event: LogEvent): Promise<void> =>
  Promise.reject(new CopyError(`The target does not have ${nameOf(event)}.`));

const run = async (copying: Copying): Promise<CopyReport> => {
  const { target, ends, digest, appender } = copying;
  const add = (event: LogEvent): Promise<void> => appender.add(event);
  const before = await compare(copying, sourceEvents(copying, 'copy', undefined), {
    after: undefined,
    missing: add,
  });
  await appender.finish();
  const added = await compare(copying, sourceEvents(copying, 'verify', before.source), {
    after: before.target,
    missing: notThere,
  });
  const total = ends.metadata.size + ends.tombstones.size;
  await writeEnds(target, ends, (done) => {
    copying.onProgress({ step: 'metadata', done, total, unit: 'streams' });
  });
  return {
    events: before.count + added.count,
    copied: added.count,
    fillers: appender.fillers,
    metadata: ends.metadata.size,
    tombstones: ends.tombstones.size,
    digest: digest.digest('hex'),
  };
};

const begin = (target: EventStoreDBClient) => ({
  ends: noEnds(),
  digest: createHash('sha256'),
  appender: new Appender(target),
});

/** Copies what the source has when it begins. */
export const copyLog = async ({ from, to, onProgress = unwatched }: CopyOptions): Promise<CopyReport> => {
  if (from === to) throw new CopyError('Source and target are the same.');
  const source = EventStoreDBClient.connectionString(from);
  const target = EventStoreDBClient.connectionString(to);
  try {
    const until = await lastPlace(source);
    if (until === undefined) throw new CopyError('The source is empty.');
    return await run({ source, target, until, onProgress, ...begin(target) });
  } finally {
    await Promise.all([source.dispose(), target.dispose()]);
  }
};
