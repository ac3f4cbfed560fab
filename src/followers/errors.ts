/** The subscription broke or went silent. Nothing is lost: another one goes on from the checkpoints. */
export class SourceLost extends Error {
  constructor(why: string, cause?: unknown) {
    super(`The subscription was lost: ${why}`, { cause });
    this.name = 'SourceLost';
  }
}

/** Postgres ended the connection that holds the locks while nothing was under way on it. */
export class SessionLost extends Error {
  constructor() {
    super('The connection that holds the projections was lost.');
    this.name = 'SessionLost';
  }
}

/**
 * Someone else moved the checkpoint: this follower's picture is old and nothing it wanted to write was
 * written.
 */
export class CheckpointMoved extends Error {
  constructor() {
    super('Another follower moved a checkpoint.');
    this.name = 'CheckpointMoved';
  }
}

/** The log does not hold the event the checkpoint names: another log, or one restored to an earlier time. */
export class CheckpointMismatch extends Error {
  constructor(projection: string, eventId: string, found: string | undefined) {
    const instead = found === undefined ? 'nothing is there' : `event ${found} is there`;
    super(
      `Projection ${projection} handled event ${eventId}, but in this log ${instead}. ` +
        'Read models and log do not belong together: restore the matching log, or rebuild the projection.',
    );
    this.name = 'CheckpointMismatch';
  }
}

/** An event on which handling fails, and why. */
export class EventFailed extends Error {
  readonly eventId: string;
  readonly stream: string;
  readonly revision: number;

  constructor(event: { id: string; stream: string; revision: number }, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`Event ${event.revision}@${event.stream} cannot be handled: ${why}`, { cause });
    this.name = 'EventFailed';
    this.eventId = event.id;
    this.stream = event.stream;
    this.revision = event.revision;
  }
}

/** A projection that is followed in parts did what only one that is followed as a whole may do. */
export class NotDivisible extends Error {
  constructor(projection: string, why: string) {
    super(
      `Projection ${projection} cannot be followed in parts: ${why}. ` +
        'Declare the table as ordered, and rebuild the projection.',
    );
    this.name = 'NotDivisible';
  }
}
