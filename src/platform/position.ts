/** A place in the total order of the log. Both parts are kept: resuming with one of them guessed can lose an event. */
export interface Position {
  readonly commit: bigint;
  readonly prepare: bigint;
}

export const isBefore = (one: Position, other: Position): boolean =>
  one.commit < other.commit || (one.commit === other.commit && one.prepare < other.prepare);

/** As sent in `X-Event-Position`: the commit position in decimal digits. */
export const positionText = (position: Position): string => position.commit.toString();
