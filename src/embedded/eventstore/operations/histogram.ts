// How often something took how long, in fixed steps: enough for percentiles, cheap enough for every commit.

/** Upper bounds in milliseconds; what is longer goes into one more step. */
export const STEPS_MS: readonly number[] = [0.5, 1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000];

export interface Histogram {
  add(ms: number): void;
  /** Counts per step, one more than there are bounds. */
  readonly counts: readonly number[];
  readonly count: number;
  readonly sumMs: number;
}

export const histogram = (): Histogram => {
  const counts = new Array<number>(STEPS_MS.length + 1).fill(0);
  let count = 0;
  let sumMs = 0;
  return {
    add: (ms) => {
      const step = STEPS_MS.findIndex((bound) => ms <= bound);
      const at = step < 0 ? STEPS_MS.length : step;
      counts[at] = (counts[at] ?? 0) + 1;
      count++;
      sumMs += ms;
    },
    counts,
    get count() {
      return count;
    },
    get sumMs() {
      return sumMs;
    },
  };
};

/** The bound of the step a share of all values falls into; undefined when there are none. */
export const percentile = (counts: readonly number[], share: number): number | undefined => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let seen = 0;
  for (const [step, count] of counts.entries()) {
    seen += count;
    if (seen >= total * share) return STEPS_MS[step] ?? Infinity;
  }
  return Infinity;
};
