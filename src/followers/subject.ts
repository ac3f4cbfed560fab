import type pg from 'pg';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { physicalTable } from '#projections/kit/ddl.js';
import type { Change } from '#projections/kit/change.js';
import type { Projection } from '#projections/kit/projection.js';
import { EventFailed } from './errors.js';
import { fold, type Target } from './fold.js';
import { loggedEvent } from './logged-event.js';
import { touchesOf, type Touch } from './parking/touches.js';
import { sendPlans } from './write.js';

/** Sends statements on a connection in a transaction; the answers in order, for `answersOf`. */
export type Send = (client: pg.ClientBase) => readonly Promise<unknown>[];

/** What follows the log under a checkpoint of its own: a projection or a reactor. */
export interface Subject {
  /** Of its checkpoint. */
  readonly name: string;
  readonly version: number;
  /** Of the code: what operators decide about parked events holds for it, whatever tables it fills. */
  readonly logic: number;
  /** Stream categories it follows. */
  readonly categories: readonly string[];
  /** Nobody waits for it: while there is much to do its events come a moment later, more at a time. */
  readonly unhurried?: boolean;
  /** What these events come to, not sent yet. Throws `EventFailed`. */
  readonly plan: (events: readonly RecordedEvent[]) => Send;
  /** What the event touches; nothing when that cannot be said. */
  readonly touches: (event: RecordedEvent) => readonly Touch[];
}

/** What one event comes to; a failure of that is the event's. */
export const blamed = <T>(recorded: RecordedEvent, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw new EventFailed(recorded, error);
  }
};

/** What a projection makes of one event. */
export const changesOf = (projection: Projection, recorded: RecordedEvent): readonly Change[] =>
  projection.changesFor(recorded.event.type, loggedEvent(recorded));
/** An event that cannot be handled is parked for its failure, whatever it would have touched. */
export const unlessItFails = <T>(work: () => readonly T[]): readonly T[] => {
  try {
    return work();
  } catch (error) {
    if (error instanceof EventFailed) return [];
    throw error;
  }
};

/**
 * A projection that fills the tables `physical` names, by logical name: rows are written in the transaction
 * that moves its checkpoint.
 */
export const tablesSubject = (
  projection: Projection,
  version: number,
  physical: (name: string) => string,
): Subject => {
  const { name, categories, tables, unhurried = false } = projection;
  const targets: ReadonlyMap<string, Target> = new Map(
    tables.map((table) => [table.name, { table, physical: physical(table.name) }]),
  );
  const changes = (recorded: RecordedEvent) => blamed(recorded, () => changesOf(projection, recorded));
  const plan = (events: readonly RecordedEvent[]): Send => {
    const plans = fold(targets, events.flatMap(changes));
    return (client) => sendPlans(client, plans);
  };
  const declared = new Map(tables.map((table) => [table.name, table]));
  const touches = (recorded: RecordedEvent) => unlessItFails(() => touchesOf(declared, changes(recorded)));
  return { name, version, logic: projection.version, categories, unhurried, plan, touches };
};

/** A projection that fills one version of its tables, by default the one of its code. */
export const projectionSubject = (
  projection: Projection,
  { version }: { readonly version: number } = projection,
): Subject => tablesSubject(projection, version, (name) => physicalTable(name, version));
