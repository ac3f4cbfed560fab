import { groupBy } from '#platform/group-by.js';
import type { Position } from '#platform/position.js';
import { ageOf, atLeast, createParts, type Known } from './progress-parts.js';

/** What was read of one part of a projection. */
export interface Seen extends Known {
  readonly projection: string;
  /** Name of the part: that of the projection, where there is one part only. */
  readonly part: string;
  /** How many parts there are. */
  readonly of: number;
}

/** The largest of the lags; null when one is unknown. */
export const worst = (lags: readonly (number | null)[]): number | null =>
  lags.reduce((most, lag) => (most === null || lag === null ? null : Math.max(most, lag)), 0);

/** Names of the parts of each projection; none where not all of them were seen. */
const divisionsIn = (all: readonly Seen[]): readonly (readonly [string, readonly string[]])[] =>
  [...groupBy(all, ({ projection }) => projection)].map(([projection, seen]) => {
    const isWhole = seen.every(({ of }) => of === seen.length);
    return [projection, isWhole ? seen.map(({ part }) => part) : []];
  });

/**
 * Remembers how far projections are and which of them are worth waiting for. One that is followed in parts has
 * handled a position when all its parts have: each moves over every event, its own or not. Positions never go
 * back here, unless the database may have: one that crashed has lost what it told of its last commits.
 */
export const createBoard = (lagBoundMs: number) => {
  let life = 0;
  const known = createParts();
  /** Names of the parts that make a projection up, as the database last said. */
  const division = new Map<string, readonly string[]>();

  const isBehind = (projection: string, position: Position): boolean => {
    const parts = division.get(projection) ?? [];
    return parts.length === 0 || parts.some((part) => !atLeast(known.get(part)?.position, position));
  };

  const isWorth = (part: string): boolean => {
    const now = known.get(part);
    if (!now?.live || known.isTripped(part)) return false;
    return now.lagMs !== null && now.lagMs <= lagBoundMs;
  };

  return {
    /** A connection broke: what was heard of the database may not be true of it any more. */
    forget: (): void => {
      life += 1;
      known.clear();
      division.clear();
    },
    /** Changes when everything was forgotten: what was asked for before that is not to be learned. */
    life: (): number => life,
    /** What the database says of all projections at one moment. */
    learn: (all: readonly Seen[]): void => {
      for (const [projection, parts] of divisionsIn(all)) division.set(projection, parts);
      for (const { part, ...now } of all) known.learn(part, now);
    },
    learnPosition: known.learnPosition,
    trip: (projection: string): void => {
      for (const part of division.get(projection) ?? []) known.trip(part);
    },
    /** Those that have not handled the position yet. */
    behind: (projections: readonly string[], position: Position): readonly string[] =>
      projections.filter((name) => isBehind(name, position)),
    isWorthWaiting: (projection: string): boolean => {
      const parts = division.get(projection) ?? [];
      return parts.length > 0 && parts.every(isWorth);
    },
    /** How old its rows may be, in ms: at most, when nobody works on it; null when nobody knows. */
    lagOf: (projection: string): number | null => {
      const parts = division.get(projection) ?? [];
      return parts.length === 0 ? null : worst(parts.map((part) => ageOf(known.get(part))));
    },
  };
};

export type Board = ReturnType<typeof createBoard>;
