import { eventTypeFilter, excludeSystemEvents, streamNameFilter } from '@eventstore/db-client';
import type { LogRecord } from './log-record.js';

/** Which events somebody wants to see; what is absent does not narrow. */
export interface RecordQuery {
  readonly type?: string | undefined;
  /** Any of these types. */
  readonly types?: readonly string[] | undefined;
  /** A stream, or a category such as `project` for all its streams. */
  readonly stream?: string | undefined;
  /** Account the events belong to. */
  readonly account?: number | undefined;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** As much of the query as the server can filter by: one of its conditions. `matches` does the rest. */
export const serverFilter = ({ type, types, stream }: RecordQuery) => {
  if (stream !== undefined) return streamNameFilter({ prefixes: [stream] });
  if (types !== undefined) return eventTypeFilter({ regex: `^(${types.map(escaped).join('|')})$` });
  if (type !== undefined) return eventTypeFilter({ regex: `^${escaped(type)}$` });
  return excludeSystemEvents();
};

export const matches = (query: RecordQuery, record: LogRecord): boolean => {
  if (record.type.startsWith('$')) return false;
  if (query.type !== undefined && record.type !== query.type) return false;
  if (query.types !== undefined && !query.types.includes(record.type)) return false;
  if (query.account !== undefined && record.origin?.account !== query.account) return false;
  const { stream } = query;
  return stream === undefined || record.stream === stream || record.stream.startsWith(`${stream}-`);
};
