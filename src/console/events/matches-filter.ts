import type { LogRecord } from '#audit/log-record.js';
import { CATALOG } from '#domain/catalog.js';
import type { EventFilter } from '#projections/event-index/queries.js';

/** Whether the event is the product's: streams of the server, and technical ones, are in no index. */
export const isDomainStream = ({ stream, type }: LogRecord): boolean => {
  const category = stream.split('-', 1)[0] ?? '';
  const events = Object.hasOwn(CATALOG, category) ? CATALOG[category] : undefined;
  return events !== undefined && Object.hasOwn(events, type);
};

const happenedAt = ({ data, created }: LogRecord): string => {
  const at = data?.['at'];
  return typeof at === 'string' ? at : created.toISOString();
};

/** Whether the index would find the event by this filter. */
export const matchesFilter = (filter: EventFilter, record: LogRecord): boolean => {
  const { origin } = record;
  const pairs = [
    [filter.stream, record.stream],
    [filter.account, origin?.account],
    [filter.actorKind, origin?.actor.kind],
    [filter.actorId, origin?.actor.id],
    [filter.correlation, origin?.correlationId],
    [filter.causation, origin?.causationId],
  ];
  if (pairs.some(([wanted, value]) => wanted !== undefined && wanted !== value)) return false;
  if (filter.types !== undefined && !filter.types.includes(record.type)) return false;
  const at = happenedAt(record);
  return (filter.from === undefined || at >= filter.from) && (filter.to === undefined || at < filter.to);
};
