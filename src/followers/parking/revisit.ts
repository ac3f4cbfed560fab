// Carries out a decision about parked events, in the transaction that moves the checkpoint over it. Promises:
// events are tried in the order of the log; each that can be handled leaves the park, one that fails again
// keeps its place and everything behind it; a skipped one leaves it without being handled. Other parked
// streams stay as they are, but what waited only for these is freed with them.
import type pg from 'pg';
import type { Followed } from '../decode.js';
import type { Subject } from '../subject.js';
import type { Decision } from './decisions.js';
import { blocks, EMPTY_PARK, grow, growing, type Park, type Parked } from './park.js';
import { readEntries, removeEntries, renewEntries, type Entry } from './parked-events.js';
import type { ReadBack } from './read-back.js';
import { settle, type Attempt } from './settle.js';

export interface Revisit {
  readonly client: pg.ClientBase;
  readonly subject: Subject;
  readonly decision: Decision;
  /** Skips known before. */
  readonly skipped: ReadonlySet<string>;
  readonly readBack: ReadBack;
}

/** Entries tried together at most. */
const CHUNK = 200;

const wanted = ({ stream }: Decision, entry: Entry): boolean => stream === null || stream === entry.stream;

/** A poisoned event of a stream nobody decided about is not tried. */
const stays = (decision: Decision, park: Park, entry: Entry): boolean =>
  blocks(park, entry) || (entry.poisoned && !wanted(decision, entry));

const renewed = async ({ client, subject }: Revisit, still: readonly Parked[]): Promise<void> => {
  const failures = still.flatMap(({ event, poison }) => (poison ? [{ eventId: event.id, poison }] : []));
  await renewEntries(client, subject, failures);
};

const readAll = async ({ readBack }: Revisit, entries: readonly Entry[]): Promise<readonly Followed[]> => {
  const events: Followed[] = [];
  for (const entry of entries) events.push(await readBack(entry));
  return events;
};

const tryAgain = async (revisit: Revisit, attempt: Attempt, entries: readonly Entry[]): Promise<void> => {
  const still = await settle(attempt, await readAll(revisit, entries));
  await renewed(revisit, still);
  const waiting = new Set(still.map(({ event }) => event.id));
  const left = entries.map(({ eventId }) => eventId).filter((id) => !waiting.has(id));
  await removeEntries(revisit.client, revisit.subject, left);
};

/** Entries to be tried together; one that stays must not come before those it was behind. */
const createDue = (wish: Revisit, attempt: Attempt) => {
  let entries: Entry[] = [];
  let ahead = growing(EMPTY_PARK);
  const flush = async (): Promise<void> => {
    if (entries.length > 0) await tryAgain(wish, attempt, entries);
    entries = [];
    ahead = growing(EMPTY_PARK);
  };
  return {
    flush,
    add: async (entry: Entry): Promise<void> => {
      entries.push(entry);
      grow(ahead, [entry]);
      if (entries.length >= CHUNK) await flush();
    },
    keep: async (entry: Entry): Promise<void> => {
      if (blocks(ahead, entry)) await flush();
      grow(attempt.park, [entry]);
    },
  };
};

/** The park after it. */
export const revisit = async (wish: Revisit): Promise<Park> => {
  const { client, subject, decision } = wish;
  const skipped = new Set([...wish.skipped, ...decision.skips]);
  const park = growing({ ...EMPTY_PARK, skipped });
  const due = createDue(wish, { client, subject, park });
  for (const entry of await readEntries(client, subject))
    await (stays(decision, park, entry) ? due.keep(entry) : due.add(entry));
  await due.flush();
  return park;
};
