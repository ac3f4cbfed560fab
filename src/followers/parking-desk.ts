// What operators may do about parked events. Promises: a decision is an event in the log, with the operator's
// name; followers carry it out by themselves. A skip is taken only for an event that is in the park after
// every decision before was carried out: so a table that is computed again leaves out the same events. It
// does not wait for the follower.
import type { EventLog } from '#eventlog/event-log.js';
import type { Caller } from '#commands/caller.js';
import { systemCaller } from '#commands/system-caller.js';
import {
  parking,
  parkingId,
  type Parking,
  type ParkingCommand,
  type ParkingEvent,
} from '#domain/parking/index.js';
import type { Clock } from '#platform/clock.js';
import { isBefore, type Position } from '#platform/position.js';
import type { Db } from '#platform/postgres/db.js';
import {
  checkpointOf,
  findParkedStream,
  listParkedStreams,
  waitingIn,
  type ParkedQuery,
  type ParkedStream,
  type WaitingEvent,
} from './parking/parked-streams.js';

export type { ParkedQuery, ParkedStream, WaitingEvent } from './parking/parked-streams.js';

/** What was asked for cannot be done now; the message is for operators. */
export class ParkingRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ParkingRefusal';
  }
}

/**
 * A version of a projection, or of a reactor (`reactor:mails`): of its code where something is decided, of its
 * tables where something is looked up.
 */
export interface ParkedFor {
  readonly projection: string;
  readonly version: number;
}

/** Who decides: a person who is signed in, or the name of an operator at the command line. */
type Decider = Caller | string;

export interface ParkingDesk {
  /** The longest waiting first. */
  list(query: ParkedQuery): Promise<readonly ParkedStream[]>;
  /** Without a version: of the newest that has it parked. */
  find(
    stream: string,
    of: { projection: string; version?: number | undefined },
  ): Promise<ParkedStream | undefined>;
  /** Events of the stream that wait, in order, the first of them. */
  waiting(parked: ParkedStream, limit: number): Promise<readonly WaitingEvent[]>;
  /** Has the follower try again; `stream` null: all that is parked for it. */
  retry(of: ParkedFor & { readonly stream: string | null }, by: Decider): Promise<void>;
  /** Has the first event of the stream left out for good, and the rest tried. Throws `ParkingRefusal`. */
  skip(parked: ParkedStream, why: { readonly by: Decider; readonly reason: string }): Promise<void>;
}

interface DeskOptions {
  readonly db: Db;
  /** Asked for only where the log is needed. */
  readonly log: () => Promise<Pick<EventLog, 'execute' | 'read'>>;
  readonly clock: Clock;
}

interface Decided {
  readonly state: Parking;
  /** Of the last decision. */
  readonly position: Position | null;
}

const subjectOf = ({ projection, version }: ParkedFor) => ({ name: projection, version });

const decidedFor = async ({ log }: DeskOptions, parkedFor: ParkedFor): Promise<Decided> => {
  let decided: Decided = { state: parking.initial, position: null };
  const stream = `${parking.category}-${parkingId(subjectOf(parkedFor))}`;
  for await (const { event, position } of (await log()).read(stream))
    decided = { state: parking.evolve(decided.state, event as ParkingEvent), position };
  return decided;
};

interface Wish {
  readonly by: Decider;
  readonly command: (at: string) => ParkingCommand;
}

const decide = async ({ log, clock }: DeskOptions, of: ParkedFor, { by, command }: Wish): Promise<void> => {
  const caller = typeof by === 'string' ? systemCaller(clock, { kind: 'operator', id: by }) : by;
  const id = parkingId(subjectOf(of));
  // What is decided belongs to nobody's account.
  const context = { ...caller.context, account: null };
  await (await log()).execute({ aggregate: parking, id, command: command(caller.at), context });
};

/** Whether all that was decided before shows in the park. */
const isCarriedOut = async (
  { db }: DeskOptions,
  tables: ParkedFor,
  { position }: Decided,
): Promise<boolean> => {
  if (position === null) return true;
  const reached = await checkpointOf(db, tables);
  return reached !== null && !isBefore(reached, position);
};

const skip = async (
  options: DeskOptions,
  { projection, version, logic, stream, first }: ParkedStream,
  { by, reason }: { readonly by: Decider; readonly reason: string },
): Promise<void> => {
  if (first.code === null)
    throw new ParkingRefusal(`${stream} waits behind another stream: decide about that one.`);
  const of = { projection, version: logic };
  const tables = { projection, version };
  const decided = await decidedFor(options, of);
  if (!(await isCarriedOut(options, tables, decided)))
    throw new ParkingRefusal('A decision before this one is not carried out yet: does the follower run?');
  const now = await findParkedStream(options.db, stream, tables);
  if (now?.first.eventId !== first.eventId)
    throw new ParkingRefusal(`${first.revision}@${stream} is not the first parked event there any more.`);
  const { eventId, revision, type: eventType } = first;
  const facts = { ...of, stream, revision, eventId, eventType, reason };
  const seen = decided.state.decisions;
  const command = (at: string): ParkingCommand => ({
    type: 'SkipParkedEvent',
    skipped: { ...facts, at },
    seen,
  });
  await decide(options, of, { by, command });
};

export const createParkingDesk = (options: DeskOptions): ParkingDesk => ({
  list: (query) => listParkedStreams(options.db, query),
  find: (stream, of) => findParkedStream(options.db, stream, of),
  waiting: (parked, limit) => waitingIn(options.db, parked, limit),
  retry: ({ projection, version, stream }, by) => {
    const of = { projection, version };
    const command = (at: string): ParkingCommand => ({
      type: 'RetryParkedStream',
      retried: { ...of, stream, at },
    });
    return decide(options, of, { by, command });
  },
  skip: (parked, why) => skip(options, parked, why),
});
