import type pg from 'pg';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { physicalTable } from '#projections/kit/ddl.js';
import type { Change } from '#projections/kit/change.js';
import type { Projection } from '#projections/kit/projection.js';
import { EventFailed } from './errors.js';
import { fold, type TablePlan, type Target } from './fold.js';
import { loggedEvent } from './logged-event.js';
import { touchesOf, type Touch } from './parking/touches.js';
import { createGuard } from './partitions/guard.js';
import type { Partition } from './partitions/partition.js';
import { sendShared } from './partitions/shared-rows.js';
import { sendPlans } from './write.js';

/** `own`: rows that nobody else writes. `shared`: those that other parts write as well. */
export type Phase = 'own' | 'shared';

/**
 * Sends statements on a connection in a transaction; the answers in order, for `answersOf`. Without a phase: all
 * of them; only parts are asked for one.
 */
export type Send = (client: pg.ClientBase, phase?: Phase) => readonly Promise<unknown>[];

/** What follows the log under a checkpoint of its own: a projection or a reactor. */
export interface Subject {
  /** Of its checkpoint. */
  readonly name: string;
  readonly version: number;
  /** Of the code: what operators decide about parked events holds for it, whatever tables it fills. */
  readonly logic: number;
  /** Of the projection; without one it handles all events. */
  readonly partition?: Partition;
  /** In how many parts it is to be followed, where that is not what it is. */
  readonly wanted?: number;
  /** Subjects of one share are held by one process. Where none has one, whoever comes first holds all. */
  readonly share?: string;
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

/** Which tables to fill: `physical` names them, by logical name; one part of the events, or all. */
interface Filled {
  readonly version: number;
  readonly physical: (name: string) => string;
  readonly partition?: Partition | undefined;
}

const sendOf = (
  projection: Projection,
  { version, partition }: Filled,
  plans: readonly TablePlan[],
): Send => {
  if (!partition) return (client) => sendPlans(client, plans);
  const isShared = ({ table }: TablePlan): boolean => table.writers === 'shared';
  const own = plans.filter((plan) => !isShared(plan));
  const shared = plans.filter(isShared);
  const lock = `${projection.name}@${version}`;
  return (client, phase) => [
    ...(phase === 'shared' ? [] : sendPlans(client, own)),
    ...(phase === 'own' ? [] : sendShared(client, lock, shared)),
  ];
};

/** A projection whose rows are written in the transaction that moves its checkpoint. */
const subjectFor = (projection: Projection, filled: Filled): Subject => {
  const { name, categories, tables, unhurried = false } = projection;
  const { version, physical, partition } = filled;
  const targets: ReadonlyMap<string, Target> = new Map(
    tables.map((table) => [table.name, { table, physical: physical(table.name) }]),
  );
  const guard = partition ? createGuard(projection) : undefined;
  const changes = (recorded: RecordedEvent) => blamed(recorded, () => changesOf(projection, recorded));
  const allowed = (recorded: RecordedEvent) => {
    const made = changes(recorded);
    guard?.(recorded.stream, made);
    return made;
  };
  const plan = (events: readonly RecordedEvent[]): Send =>
    sendOf(projection, filled, fold(targets, events.flatMap(allowed)));
  const declared = new Map(tables.map((table) => [table.name, table]));
  const touches = (recorded: RecordedEvent) => unlessItFails(() => touchesOf(declared, changes(recorded)));
  const subject = { name, version, logic: projection.version, categories, unhurried, plan, touches };
  return partition ? { ...subject, partition } : subject;
};

/**
 * A projection that fills the tables `physical` names, by logical name: rows are written in the transaction
 * that moves its checkpoint.
 */
export const tablesSubject = (
  projection: Projection,
  version: number,
  physical: (name: string) => string,
): Subject => subjectFor(projection, { version, physical });

/** A projection that fills one version of its tables, by default the one of its code; all of it or a part. */
export const projectionSubject = (
  projection: Projection,
  {
    version,
    partition,
  }: { readonly version: number; readonly partition?: Partition | undefined } = projection,
): Subject =>
  subjectFor(projection, { version, physical: (name) => physicalTable(name, version), partition });
