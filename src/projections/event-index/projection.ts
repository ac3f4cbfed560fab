import { CATALOG } from '#domain/catalog.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { keep, most, type Change } from '../kit/change.js';
import { projection, type Logged } from '../kit/projection.js';
import { eventHours, eventIndex } from './tables.js';

/** `2026-02-08T08` of an instant. */
const HOUR = 13;

/** Every event says when it happened; the catalog's tests see to that. */
interface Dated extends DomainEvent {
  readonly data: { readonly at: string };
}

const indexed =
  (type: string) =>
  ({ data, stream, revision, eventId, position, origin }: Logged<Dated>): readonly Change[] => [
    keep(eventIndex, {
      commit_position: Number(position.commit),
      prepare_position: Number(position.prepare),
      event_id: eventId,
      type,
      stream,
      revision,
      actor_kind: origin.actor.kind,
      actor_id: origin.actor.id,
      account: origin.account,
      command_id: origin.commandId,
      correlation_id: origin.correlationId,
      causation_id: origin.causationId,
      schema: origin.schema,
      at: data.at,
    }),
    most(
      eventHours,
      { hour: data.at.slice(0, HOUR) },
      { last_commit: Number(position.commit), first_commit_negated: -Number(position.commit) },
    ),
  ];

const TYPES = Object.values(CATALOG).flatMap((events) => Object.keys(events));

/** Which events there are, for those who look for some: an auditor, an analyst, the console. */
export const eventIndexProjection = projection<Dated>({
  name: 'event_index',
  version: 2,
  shape: 2,
  categories: Object.keys(CATALOG),
  tables: [eventIndex, eventHours],
  unhurried: true,
  on: Object.fromEntries(TYPES.map((type) => [type, indexed(type)])),
});
