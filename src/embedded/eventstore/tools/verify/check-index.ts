// Streams and index: every stream has an id of its own and events, every event of the index a stream and a record;
// revisions follow each other, and so do their positions.

import { readIndexValue } from '#embedded/eventstore/store/lookup.js';
import { scavengedKey } from '#embedded/eventstore/store/scavenged.js';
import { TOMBSTONE_REVISION } from '#embedded/eventstore/wire/tombstone-revision.js';
import type { OnProgress } from '../progress.js';
import type { Snapshot } from '../snapshot.js';
import type { Findings } from './findings.js';

export interface IndexFacts {
  readonly streams: number;
  readonly entries: number;
  readonly scavenged: number;
}

export interface Checking {
  readonly snapshot: Snapshot;
  readonly findings: Findings;
  readonly onProgress: OnProgress;
}

const ID_BYTES = 6;
const POSITION_BYTES = 8;

const nameOf = (key: Buffer): string =>
  key[0] === 0 ? key.toString('utf8', 1) : `#${key.toString('hex', 1)}`;

/** Ids of streams, each with its name. */
const readStreams = async ({ snapshot, findings }: Checking): Promise<Map<number, string>> => {
  const names = new Map<number, string>();
  for await (const chunk of snapshot.chunks(snapshot.tables.streams)) {
    for (const { key, value } of chunk) {
      const name = nameOf(key);
      const id = value.length === ID_BYTES ? value.readUIntBE(0, ID_BYTES) : 0;
      if (id === 0) findings.add(name, 'the stream has no proper id');
      else if (names.has(id)) findings.add(name, `the stream has the id of ${names.get(id) ?? ''}`);
      else names.set(id, name);
    }
  }
  return names;
};

interface Cursor {
  id: number;
  name: string;
  next: number;
  position: number;
}

const enterStream = ({ snapshot, findings }: Checking, id: number, name: string | undefined): Cursor => {
  if (name === undefined) findings.add(`stream ${String(id)}`, 'there are events of a stream without a name');
  const first = snapshot.get(snapshot.tables.meta, scavengedKey(id));
  return {
    id,
    name: name ?? `stream ${String(id)}`,
    next: typeof first === 'number' ? first : 0,
    position: 0,
  };
};

const checkEntry = (
  { snapshot, findings }: Checking,
  cursor: Cursor,
  { revision, value }: { revision: number; value: Buffer },
): void => {
  const where = `${String(revision)}@${cursor.name}`;
  if (revision !== TOMBSTONE_REVISION && revision !== cursor.next)
    findings.add(where, `revision ${String(cursor.next)} was to come here`);
  if (value.length !== POSITION_BYTES) {
    findings.add(where, 'the index has no position');
    return;
  }
  const position = readIndexValue(value);
  if (position <= cursor.position)
    findings.add(where, `position ${String(position)} comes after ${String(cursor.position)}`);
  if (snapshot.get(snapshot.tables.log, position) === undefined)
    findings.add(where, `there is no event at position ${String(position)}`);
  cursor.next = revision + 1;
  cursor.position = position;
};

const countScavenged = async ({ snapshot }: Checking): Promise<number> => {
  let count = 0;
  for await (const chunk of snapshot.chunks(snapshot.tables.meta))
    count += chunk.filter(({ key }) => key.startsWith(scavengedKey(0).slice(0, -1))).length;
  return count;
};

/** Checks both tables. */
export const checkIndex = async (checking: Checking): Promise<IndexFacts> => {
  const { snapshot, findings, onProgress } = checking;
  const names = await readStreams(checking);
  const streams = names.size;
  const total = snapshot.count(snapshot.tables.index);
  let cursor: Cursor = { id: 0, name: '', next: 0, position: 0 };
  let entries = 0;
  for await (const chunk of snapshot.chunks(snapshot.tables.index)) {
    for (const { key, value } of chunk) {
      const [id, revision] = key;
      if (id !== cursor.id) {
        cursor = enterStream(checking, id, names.get(id));
        names.delete(id);
      }
      checkEntry(checking, cursor, { revision, value });
    }
    entries += chunk.length;
    onProgress({ step: 'index', done: entries, total, unit: 'events' });
  }
  for (const name of names.values()) findings.add(name, 'the stream has no events in the index');
  return { streams, entries, scavenged: await countScavenged(checking) };
};
