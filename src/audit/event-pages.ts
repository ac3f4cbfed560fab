// Events of the index with what they say, which is in the log. Promises: a page is the index's; whoever asks
// for personal values is shown them only after `look` was told of them and did not fail. Fails with 503 when
// the log does not answer, or does not hold an event that the index names.
import { AppError } from '#platform/app-error.js';
import type { Db } from '#platform/postgres/db.js';
import type { Position } from '#platform/position.js';
import {
  listEvents,
  type EventPage,
  type IndexedEvent,
  type IndexPlace,
} from '#projections/event-index/queries.js';
import { dataOf, indexedEvent, recordedAuditEvent, type AuditEvent } from './audit-event.js';
import type { History } from './history.js';
import type { LogRecord } from './log-record.js';

/** Events per page of a file. */
const FILE_PAGE = 500;
/** Reads from the log at once, for one request. */
const TOGETHER = 16;

export interface EventSources {
  readonly db: Db;
  readonly history: Pick<History, 'page'>;
}

/** Told of the records before they are shown; records the look at them. `part` counts parts of one answer. */
export type Look = (records: readonly LogRecord[], part: number) => Promise<Position | null>;

/** How events are shown. */
export interface Shown {
  /** With what they say. */
  readonly data: boolean;
  readonly personal: boolean;
  readonly look: Look;
}

export const placeOf = ({ commitPosition, preparePosition }: IndexedEvent): IndexPlace => ({
  commit: commitPosition,
  prepare: preparePosition,
});

const recordAt = async (
  { history }: Pick<EventSources, 'history'>,
  { stream, revision }: IndexedEvent,
): Promise<LogRecord | undefined> => {
  const [record] = await history.page({ stream, from: revision, count: 1 });
  return record?.revision === revision ? record : undefined;
};

/** What the events say, from the log, in their order. */
const recordsOf = async (
  sources: Pick<EventSources, 'history'>,
  rows: readonly IndexedEvent[],
): Promise<LogRecord[]> => {
  const records: LogRecord[] = [];
  for (let start = 0; start < rows.length; start += TOGETHER) {
    const some = rows.slice(start, start + TOGETHER);
    const found = await Promise.all(some.map((row) => recordAt(sources, row)));
    const missing = found.indexOf(undefined);
    if (missing >= 0)
      throw new AppError('service_unavailable', 'The log does not hold an event that the index names.');
    records.push(...found.filter((record) => record !== undefined));
  }
  return records;
};

/** The rows as events, with what they say when it was asked for; `position`: of the recorded look. */
export const shownEvents = async (
  sources: Pick<EventSources, 'history'>,
  rows: readonly IndexedEvent[],
  { data, personal, look, part = 0 }: Shown & { readonly part?: number },
): Promise<{ readonly events: readonly AuditEvent[]; readonly position: Position | null }> => {
  const events = rows.map(indexedEvent);
  if (!data && !personal) return { events, position: null };
  const records = await recordsOf(sources, rows);
  const position = personal ? await look(records, part) : null;
  const said = records.map((record) => dataOf(record, personal));
  return { events: events.map((event, index) => ({ ...event, data: said[index] ?? null })), position };
};

/** Pages of a file of events of the index, to the end there is. */
export async function* eventFilePages(
  sources: EventSources,
  { filter, order }: Pick<EventPage, 'filter' | 'order'>,
  shown: Shown,
): AsyncGenerator<readonly AuditEvent[]> {
  let after: IndexPlace | undefined;
  for (let part = 0; ; part += 1) {
    const rows = await listEvents(sources.db, { filter, order, after, limit: FILE_PAGE });
    const last = rows.at(-1);
    if (!last) return;
    yield (await shownEvents(sources, rows, { ...shown, part })).events;
    if (rows.length < FILE_PAGE) return;
    after = placeOf(last);
  }
}

/** Pages of a file of one stream, from the log, to its end. Throws `not_found` when there is no such stream. */
export async function* streamFilePages(
  { history }: Pick<EventSources, 'history'>,
  stream: string,
  { personal, look }: Omit<Shown, 'data'>,
): AsyncGenerator<readonly AuditEvent[]> {
  let from = 0;
  for (let part = 0; ; part += 1) {
    const records = await history.page({ stream, from, count: FILE_PAGE });
    if (records.length === 0 && part === 0) throw noStream();
    if (records.length > 0) {
      if (personal) await look(records, part);
      yield records.map((record) => recordedAuditEvent(record, personal));
    }
    if (records.length < FILE_PAGE) return;
    from = (records.at(-1)?.revision ?? from) + 1;
  }
}

export const noStream = (): AppError => new AppError('not_found', 'There is no such stream.');
