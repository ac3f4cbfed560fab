import { isBefore, type Position } from '#platform/position.js';

/** What is known of a projection: read from its checkpoint, and the position also from notices. */
export interface Known {
  readonly position: Position | null;
  /** True while a follower holds its lock. */
  readonly live: boolean;
  /** As its follower last said; null: nobody knows. */
  readonly lagMs: number | null;
  /** Since its follower last said so. */
  readonly silentMs: number;
}

const atLeast = (position: Position | null | undefined, wanted: Position): boolean =>
  position !== null && position !== undefined && !isBefore(position, wanted);

const further = (one: Position | null, other: Position | null): Position | null =>
  one === null || (other !== null && isBefore(one, other)) ? other : one;

const ageOf = (now: Known | undefined): number | null => {
  if (now?.lagMs === undefined || now.lagMs === null) return null;
  return now.live ? now.lagMs : now.lagMs + now.silentMs;
};

/**
 * Remembers how far projections are and which of them are worth waiting for. Positions never go back here, unless
 * the database may have: one that crashed has lost what it told of its last commits.
 */
export const createBoard = (lagBoundMs: number) => {
  let life = 0;
  const known = new Map<string, Known>();
  /** Where each was when somebody waited for it in vain: not waited for again until it moves. */
  const tripped = new Map<string, Position | null>();

  const untrip = (projection: string, position: Position | null): void => {
    const stuckAt = tripped.get(projection);
    if (stuckAt === undefined || position === null) return;
    if (stuckAt === null || isBefore(stuckAt, position)) tripped.delete(projection);
  };

  return {
    /** A connection broke: what was heard of the database may not be true of it any more. */
    forget: (): void => {
      life += 1;
      known.clear();
      tripped.clear();
    },
    /** Changes when everything was forgotten: what was asked for before that is not to be learned. */
    life: (): number => life,
    learn: (projection: string, now: Known): void => {
      const position = further(now.position, known.get(projection)?.position ?? null);
      known.set(projection, { ...now, position });
      untrip(projection, position);
    },
    learnPosition: (projection: string, position: Position): void => {
      const before = known.get(projection);
      if (!before || atLeast(before.position, position)) return;
      known.set(projection, { ...before, position });
      untrip(projection, position);
    },
    trip: (projection: string): void => {
      tripped.set(projection, known.get(projection)?.position ?? null);
    },
    /** Those that have not handled the position yet. */
    behind: (projections: readonly string[], position: Position): readonly string[] =>
      projections.filter((name) => !atLeast(known.get(name)?.position, position)),
    isWorthWaiting: (projection: string): boolean => {
      const now = known.get(projection);
      if (!now?.live || tripped.has(projection)) return false;
      return now.lagMs !== null && now.lagMs <= lagBoundMs;
    },
    /** How old its rows may be, in ms: at most, when nobody works on it; null when nobody knows. */
    lagOf: (projection: string): number | null => ageOf(known.get(projection)),
  };
};

export type Board = ReturnType<typeof createBoard>;
