// Events as they happen, for one who watches. Promises: every matching event after those the index had, once,
// in the order of the log, newest shown first; at most a few times a second, however many come. It shows the
// newest 50 and forgets the others. Personal values stay hidden. Ends with the signal; fails with what reading
// the log fails with.
import { setTimeout as delay } from 'node:timers/promises';
import { recordedAuditEvent, type AuditEvent } from '#audit/audit-event.js';
import { shownEvents } from '#audit/event-pages.js';
import { filterOf } from '#audit/event-query.js';
import type { History } from '#audit/history.js';
import type { LogRecord } from '#audit/log-record.js';
import type { Db } from '#platform/postgres/db.js';
import type { Position } from '#platform/position.js';
import type { EventFilter } from '#projections/event-index/queries.js';
import { isDomainStream, matchesFilter } from './matches-filter.js';
import { eventList, newestPlace } from './event-list.js';
import { NO_LOOK } from './look.js';
import type { Question } from './question.js';

const MOST = 50;
/** Pause after something came, for more of it. */
const GATHER_MS = 300;
/** A sign of life when nothing comes. */
const SILENCE_MS = 15_000;

export interface TailDeps {
  readonly db: Db;
  readonly history: Pick<History, 'page' | 'end' | 'follow'>;
}

/** What came since it was looked at last; wakes whoever waits. */
const inbox = () => {
  let arrived: LogRecord[] = [];
  let failure: { readonly error: unknown } | undefined;
  let wake: (() => void) | undefined;
  return {
    add: (record: LogRecord): void => {
      arrived = [...arrived, record].slice(-MOST);
      wake?.();
    },
    fail: (error: unknown): void => {
      failure = { error };
      wake?.();
    },
    /** Until something is there, or for so long. */
    wait: async (ms: number, signal: AbortSignal): Promise<void> => {
      if (arrived.length > 0 || failure) return;
      const woken = new AbortController();
      wake = () => woken.abort();
      const either = AbortSignal.any([signal, woken.signal]);
      await delay(ms, undefined, { signal: either }).catch(() => undefined);
    },
    take: (): readonly LogRecord[] => {
      if (failure) throw failure.error;
      const taken = arrived;
      arrived = [];
      return taken;
    },
  };
};

interface Watching {
  readonly after: Position | null;
  readonly filter: EventFilter;
  readonly signal: AbortSignal;
}

async function* fresh(
  { history }: TailDeps,
  { after, filter, signal }: Watching,
): AsyncGenerator<readonly LogRecord[]> {
  const box = inbox();
  const [type] = filter.types?.length === 1 ? filter.types : [];
  const query = { type, stream: filter.stream, account: filter.account };
  const follow = async (): Promise<void> => {
    for await (const record of history.follow({ query, after, signal, onConnection: () => undefined })) {
      if (isDomainStream(record) && matchesFilter(filter, record)) box.add(record);
    }
  };
  const following = follow().catch(box.fail);
  while (!signal.aborted) {
    await box.wait(SILENCE_MS, signal);
    await delay(GATHER_MS, undefined, { signal }).catch(() => undefined);
    yield box.take();
  }
  await following;
}

/** The events to show, now and after each change. */
export async function* tail(
  deps: TailDeps,
  question: Question,
  signal: AbortSignal,
): AsyncGenerator<readonly AuditEvent[]> {
  const place = await newestPlace(deps.db);
  const { rows } = await eventList(deps.db, {
    ...question,
    position: place && String(place.commit),
    cursor: undefined,
    until: undefined,
    order: 'newest',
  });
  const data = question.data === '1';
  const shown = await shownEvents(deps, rows, { data, personal: false, look: NO_LOOK });
  let events = shown.events;
  yield events;
  const after = place
    ? { commit: BigInt(place.commit), prepare: BigInt(place.prepare) }
    : await deps.history.end();
  const withData = (record: LogRecord): AuditEvent => {
    const { data: said, ...event } = recordedAuditEvent(record, false);
    return data ? { ...event, data: said ?? null } : event;
  };
  for await (const records of fresh(deps, { after, filter: filterOf(question), signal })) {
    events = [...records.map(withData).reverse(), ...events].slice(0, MOST);
    yield events;
  }
}
