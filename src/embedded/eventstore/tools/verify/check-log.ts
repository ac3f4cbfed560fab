// The log: every record can be decoded, fits its checksum and its seal, says the position it is at, and is in the
// index under its stream and revision.

import { checkRecord, recordIn } from '#embedded/eventstore/store/checksum.js';
import { readIndexValue } from '#embedded/eventstore/store/lookup.js';
import { streamKey } from '#embedded/eventstore/store/tables.js';
import {
  recordCreatedMs,
  recordCustomMetadata,
  recordId,
  recordJsonData,
  recordPosition,
  recordRevision,
  recordStream,
  recordType,
} from '#embedded/eventstore/wire/peek-record.js';
import { WireError } from '#embedded/eventstore/wire/reader.js';
import { TOMBSTONE_REVISION } from '#embedded/eventstore/wire/tombstone-revision.js';
import type { Checking } from './check-index.js';
import { checkSeal } from './seal.js';

export interface LogFacts {
  events: number;
  lastPosition: number;
  /** Positions below the last one that no event has: appends that failed, and what was scavenged. */
  unusedPositions: number;
  /** Records of format 1. */
  withoutChecksum: number;
  sealed: number;
}

interface Decoded {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly position: number;
  readonly data: Buffer | undefined;
  readonly metadata: Buffer;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const decode = (stored: Buffer): Decoded | undefined => {
  try {
    const record = recordIn(stored);
    const revision = recordRevision(record);
    const decoded = {
      id: recordId(record),
      stream: recordStream(record),
      revision: revision > TOMBSTONE_REVISION ? TOMBSTONE_REVISION : revision,
      type: recordType(record),
      position: recordPosition(record),
      data: recordJsonData(record),
      metadata: recordCustomMetadata(record),
    };
    return UUID.test(decoded.id) && Number.isFinite(recordCreatedMs(record)) ? decoded : undefined;
  } catch (error) {
    if (error instanceof WireError || error instanceof RangeError) return undefined;
    throw error;
  }
};

/** The position the index has for an event; undefined when it has none. */
const indexed = ({ snapshot }: Checking, { stream, revision }: Decoded): number | undefined => {
  const id = snapshot.get(snapshot.tables.streams, streamKey(stream));
  if (id?.length !== 6) return undefined;
  const value = snapshot.get(snapshot.tables.index, [id.readUIntBE(0, 6), revision]);
  return value?.length === 8 ? readIndexValue(value) : undefined;
};

const checkPlace = (checking: Checking, event: Decoded, key: number): void => {
  const where = `${String(event.revision)}@${event.stream}`;
  const { findings } = checking;
  if (event.position !== key)
    findings.add(where, `the event at position ${String(key)} says ${String(event.position)}`);
  const found = indexed(checking, event);
  if (found === undefined) findings.add(where, `the event at position ${String(key)} is not in the index`);
  else if (found !== key)
    findings.add(where, `the index has position ${String(found)} for the event at ${String(key)}`);
};

const checkOne = (
  checking: Checking,
  facts: LogFacts,
  { key, value }: { key: number; value: Buffer },
): void => {
  const { findings } = checking;
  const event = decode(value);
  if (event === undefined) {
    findings.add(`position ${String(key)}`, 'the event cannot be read');
    return;
  }
  const checksum = checkRecord(value);
  const where = `${String(event.revision)}@${event.stream}`;
  if (checksum === 'bad')
    findings.add(where, `the checksum of the event at position ${String(key)} does not fit`);
  if (checksum === 'none') facts.withoutChecksum++;
  const seal = checkSeal(event);
  if (seal === 'bad') findings.add(where, `the seal of the event at position ${String(key)} does not fit`);
  if (seal !== 'none') facts.sealed++;
  checkPlace(checking, event, key);
};

/** Checks the table. */
export const checkLog = async (checking: Checking): Promise<LogFacts> => {
  const { snapshot, onProgress } = checking;
  const facts = { events: 0, lastPosition: 0, unusedPositions: 0, withoutChecksum: 0, sealed: 0 };
  const total = snapshot.count(snapshot.tables.log);
  for await (const chunk of snapshot.chunks(snapshot.tables.log)) {
    for (const entry of chunk) {
      facts.unusedPositions += Math.max(0, entry.key - facts.lastPosition - 1);
      facts.lastPosition = entry.key;
      checkOne(checking, facts, entry);
    }
    facts.events += chunk.length;
    onProgress({ step: 'log', done: facts.events, total, unit: 'events' });
  }
  return facts;
};
