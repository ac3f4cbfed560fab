import { isBefore, type Position } from '#platform/position.js';

/** What is known of a projection, or of a part of it: read from its checkpoint, and the position also from notices. */
export interface Known {
  readonly position: Position | null;
  /** True while a follower holds its lock. */
  readonly live: boolean;
  /** As its follower last said; null: nobody knows. */
  readonly lagMs: number | null;
  /** Since its follower last said so. */
  readonly silentMs: number;
}

export const atLeast = (position: Position | null | undefined, wanted: Position): boolean =>
  position !== null && position !== undefined && !isBefore(position, wanted);

const further = (one: Position | null, other: Position | null): Position | null =>
  one === null || (other !== null && isBefore(one, other)) ? other : one;

/** How old its rows may be, in ms: at most, when nobody works on it; null when nobody knows. */
export const ageOf = (now: Known | undefined): number | null => {
  if (now?.lagMs === undefined || now.lagMs === null) return null;
  return now.live ? now.lagMs : now.lagMs + now.silentMs;
};

/** What is known of parts, by their names: positions only ever rise. */
export const createParts = () => {
  const known = new Map<string, Known>();
  /** Where each was when somebody waited for it in vain: not waited for again until it moves. */
  const tripped = new Map<string, Position | null>();

  const untrip = (part: string, position: Position | null): void => {
    const stuckAt = tripped.get(part);
    if (stuckAt === undefined || position === null) return;
    if (stuckAt === null || isBefore(stuckAt, position)) tripped.delete(part);
  };

  const learn = (part: string, now: Known): void => {
    const position = further(now.position, known.get(part)?.position ?? null);
    known.set(part, { ...now, position });
    untrip(part, position);
  };

  return {
    clear: (): void => {
      known.clear();
      tripped.clear();
    },
    get: (part: string): Known | undefined => known.get(part),
    learn,
    learnPosition: (part: string, position: Position): void => {
      const before = known.get(part);
      if (before && !atLeast(before.position, position)) learn(part, { ...before, position });
    },
    trip: (part: string): void => {
      tripped.set(part, known.get(part)?.position ?? null);
    },
    isTripped: (part: string): boolean => tripped.has(part),
  };
};
