import { hidePersonal, showPersonal } from './hide-personal.js';
import { positionOf, type LogRecord } from './log-record.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { IndexedEvent } from '#projections/event-index/queries.js';
import { csvLine } from '#platform/csv.js';

/** An event as an auditor is shown it. */
export interface AuditEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string } | null;
  readonly account: number | null;
  readonly command_id: string | null;
  readonly correlation_id: string | null;
  readonly causation_id: string | null;
  readonly schema: number | null;
  /** Absent when it was not asked for; null when it is no JSON object. */
  readonly data?: JsonObject | null;
}

export const indexedEvent = (row: IndexedEvent): AuditEvent => ({
  id: row.eventId,
  type: row.type,
  stream: row.stream,
  revision: row.revision,
  position: String(row.commitPosition),
  at: row.at,
  actor: { kind: row.actorKind, id: row.actorId },
  account: row.account,
  command_id: row.commandId,
  correlation_id: row.correlationId,
  causation_id: row.causationId,
  schema: row.schema,
});

/** What the record says, with personal values or stand-ins for them. */
export const dataOf = ({ data }: LogRecord, personal: boolean): JsonObject | null => {
  if (data === null) return null;
  return personal ? showPersonal(data) : hidePersonal(data);
};

const happenedAt = ({ data, created }: LogRecord): string => {
  const at = data?.['at'];
  return typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? at : created.toISOString();
};

export const recordedAuditEvent = (record: LogRecord, personal: boolean): AuditEvent => ({
  id: record.id,
  type: record.type,
  stream: record.stream,
  revision: record.revision,
  position: positionOf(record),
  at: happenedAt(record),
  actor: record.origin?.actor ?? null,
  account: record.origin?.account ?? null,
  command_id: record.origin?.commandId ?? null,
  correlation_id: record.origin?.correlationId ?? null,
  causation_id: record.origin?.causationId ?? null,
  schema: record.origin?.schema ?? null,
  data: dataOf(record, personal),
});

const COLUMNS = [
  'id',
  'type',
  'stream',
  'revision',
  'position',
  'at',
  'actor_kind',
  'actor_id',
  'account',
  'command_id',
  'correlation_id',
  'causation_id',
  'schema',
  'data',
] as const;

const asCsv = (event: AuditEvent): string =>
  csvLine([
    event.id,
    event.type,
    event.stream,
    event.revision,
    event.position,
    event.at,
    event.actor?.kind ?? null,
    event.actor?.id ?? null,
    event.account,
    event.command_id,
    event.correlation_id,
    event.causation_id,
    event.schema,
    event.data === undefined || event.data === null ? null : JSON.stringify(event.data),
  ]);

/** How events leave as a file. */
export const FILE_FORMATS = {
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (event: AuditEvent) => `${JSON.stringify(event)}\n`,
  },
  csv: { type: 'text/csv; charset=utf-8; header=present', head: csvLine(COLUMNS), line: asCsv },
} as const;
