// What must hold after every fault, whatever happened: I1 to I7. Nothing here knows what the fault was.
import { isDeepStrictEqual } from 'node:util';
import { FORWARDS, START } from '@eventstore/db-client';
import { expect } from 'chai';
import type pg from 'pg';
import { CATALOG } from '#domain/catalog.js';
import { checkEvents } from '#audit/check-events.js';
import { sealHolds, type StoredForm } from '#eventlog/envelope.js';
import type { LogClient } from '#eventlog/log-client.js';
import { rawEvent, recordedEvent, type RawEvent, type RecordedEvent } from '#eventlog/recorded-event.js';
import { readAllCheckpoints, type Checkpoint } from '#followers/checkpoint.js';
import { groupBy } from '#platform/group-by.js';
import { PROJECTIONS } from '#projections/index.js';
import type { Projection } from '#projections/kit/projection.js';
import type { EffectsAudit } from './effects-audit.js';
import { codec } from './history.js';
import type { Sent } from './ledger.js';
import { foldOf, rowsIn, type Tables } from './read-models.js';

/** What is looked at. */
export interface Evidence {
  readonly client: LogClient;
  readonly pool: pg.Pool;
  /** What clients were told. */
  readonly sent?: readonly Sent[];
  /** What the provider's and the mailbox's books say. */
  readonly effects?: EffectsAudit;
}

/** What is wrong, by invariant; empty lists when nothing is. */
export interface Findings {
  /** Of acknowledged commands: events not in the log, or more than once. */
  readonly I1: readonly string[];
  /** Of commands without an answer: events more than once, or in parts. */
  readonly I2: readonly string[];
  /** Streams with gaps, events that cannot be read, ids that are there twice. */
  readonly I3: readonly string[];
  /** Tables that are not the fold of the log up to their checkpoint; parked events. */
  readonly I4: readonly string[];
  /** Effects that did not happen exactly once. */
  readonly I5: readonly string[];
  /** Checkpoints that do not stand at the very event they name. */
  readonly I6: readonly string[];
  /** Events whose seal does not hold. */
  readonly I7: readonly string[];
}

const rawEvents = async (client: LogClient): Promise<readonly RawEvent[]> => {
  const events: RawEvent[] = [];
  for await (const resolved of client.readAll({ direction: FORWARDS, fromPosition: START })) {
    const raw = rawEvent(resolved);
    if (raw && !raw.stream.startsWith('$')) events.push(raw);
  }
  return events;
};

const categoryOf = ({ stream }: { readonly stream: string }): string => stream.slice(0, stream.indexOf('-'));

const isOwn = (raw: RawEvent): boolean => Object.hasOwn(CATALOG, categoryOf(raw));

const repeated = (items: readonly string[]): readonly string[] =>
  items.filter((item, index) => items.indexOf(item) !== index);

/** Whoever registers reserves two names and is sent two mails; the stream of each says which. */
const NAMED = new Set(['reservation', 'delivery']);

const kindOf = (recorded: RecordedEvent): string => {
  const category = categoryOf(recorded);
  return `${NAMED.has(category) ? recorded.stream : category} ${recorded.event.type}`;
};

/** A command is carried out once: it has one event of a kind, and those of one stream lie side by side. */
const isOnce = (events: readonly RecordedEvent[]): boolean => {
  const kinds = events.map(kindOf);
  const streams = [...groupBy(events, ({ stream }) => stream).values()];
  const whole = streams.every((ofOne) =>
    ofOne.every(({ revision }, index) => revision === (ofOne[0]?.revision ?? 0) + index),
  );
  return whole && new Set(kinds).size === kinds.length;
};

const ofCommands = (events: readonly RecordedEvent[], sent: readonly Sent[]) => {
  const byRequest = groupBy(events, ({ metadata }) => metadata.requestId);
  const of = ({ id }: Sent): readonly RecordedEvent[] => byRequest.get(id) ?? [];
  const wrong = sent.filter((one) => !isOnce(of(one)) || (one.acknowledged && of(one).length === 0));
  const ids = (acknowledged: boolean): readonly string[] =>
    wrong.filter((one) => one.acknowledged === acknowledged).map(({ id }) => id);
  return { I1: ids(true), I2: ids(false) };
};

const brokenStreams = async (client: LogClient, events: readonly RawEvent[]): Promise<readonly string[]> => {
  const gaps = [...groupBy(events, ({ stream }) => stream)].filter(([, ofStream]) =>
    ofStream.some(({ revision }, index) => revision !== index),
  );
  const unreadable: string[] = [];
  for await (const { failures } of checkEvents(() => Promise.resolve(client)))
    unreadable.push(...failures.map(({ stream, revision, reason }) => `${revision}@${stream}: ${reason}`));
  return [...gaps.map(([stream]) => stream), ...unreadable, ...repeated(events.map(({ id }) => id))];
};

/** A version of a projection as the database had it at one moment. */
interface Kept {
  readonly projection: Projection;
  readonly upTo: bigint;
  readonly rows: Tables;
}

interface Snapshot {
  readonly checkpoints: readonly Checkpoint[];
  readonly kept: readonly Kept[];
  readonly parked: readonly string[];
}

const keptBy = async (client: pg.ClientBase, { projection, version, at }: Checkpoint): Promise<Kept[]> => {
  const known = PROJECTIONS.find(({ name }) => name === projection);
  if (!known) return [];
  const rows = await rowsIn(client, [{ ...known, version }]);
  return [{ projection: known, upTo: at?.position.commit ?? -1n, rows }];
};

const PARKED = `select projection || ' parked ' || revision || '@' || stream as at from parked_events`;

/** Rows and checkpoints of one moment: a follower may be at work. */
const snapshotOf = async (pool: pg.Pool): Promise<Snapshot> => {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const checkpoints = await readAllCheckpoints(client);
    const kept: Kept[] = [];
    for (const checkpoint of checkpoints) kept.push(...(await keptBy(client, checkpoint)));
    const { rows } = await client.query<{ at: string }>(PARKED);
    await client.query('commit');
    return { checkpoints, kept, parked: rows.map(({ at }) => at) };
  } finally {
    client.release();
  }
};

const wrongTables = (kept: readonly Kept[], events: readonly RecordedEvent[]): readonly string[] =>
  kept.flatMap(({ projection, upTo, rows }) => {
    const folded = foldOf(
      events.filter(({ position }) => position.commit <= upTo),
      [projection],
    );
    return isDeepStrictEqual(rows, folded) ? [] : [`${projection.name} is not the fold up to ${upTo}`];
  });

const astray = (checkpoints: readonly Checkpoint[], events: readonly RawEvent[]): readonly string[] => {
  const idAt = new Map(events.map(({ position, id }) => [position.commit, id]));
  return checkpoints
    .filter(({ at }) => at !== null && idAt.get(at.position.commit) !== at.eventId)
    .map(({ projection, version }) => `${projection} v${version}`);
};

const asStored = ({ id, stream, revision, type, data, metadata }: RawEvent): StoredForm =>
  ({ id, stream, revision, type, data, metadata }) as StoredForm;

const notOnce = (effects: EffectsAudit | undefined): readonly string[] => {
  if (!effects) return [];
  const { repeatedMails: _allowed, ...rest } = effects;
  return Object.values(rest).flat();
};

/** Looks at everything. */
export const findingsIn = async ({ client, pool, sent = [], effects }: Evidence): Promise<Findings> => {
  // The log last: whatever the rows stand for is in it by then.
  const { checkpoints, kept, parked } = await snapshotOf(pool);
  const raws = (await rawEvents(client)).filter(isOwn);
  const events = raws.map((raw) => recordedEvent(codec, raw));
  return {
    ...ofCommands(events, sent),
    I3: await brokenStreams(client, raws),
    I4: [...wrongTables(kept, events), ...parked],
    I5: notOnce(effects),
    I6: astray(checkpoints, raws),
    I7: raws
      .filter((raw) => !sealHolds(asStored(raw)))
      .map(({ stream, revision }) => `${revision}@${stream}`),
  };
};

const NONE: Findings = { I1: [], I2: [], I3: [], I4: [], I5: [], I6: [], I7: [] };

/** Fails with what does not hold. */
export const expectInvariants = async (evidence: Evidence): Promise<void> => {
  expect(await findingsIn(evidence)).to.deep.equal(NONE);
};
