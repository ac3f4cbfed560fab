const WINDOW_MS = 60_000;
/** A shorter time says more about batches than about speed. */
const SHORTEST_MS = 500;

interface Sample {
  readonly at: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Speeds of counters that are looked at now and then: what came in the last minute, by the second. */
export interface Rates {
  /** `at`: milliseconds of a clock that never goes back. */
  note(at: number, counts: ReadonlyMap<string, number>): void;
  /** Null until it was looked at twice. A counter that began anew is 0 until the next look. */
  perSecond(name: string): number | null;
}

export const createRates = (): Rates => {
  let samples: readonly Sample[] = [];
  return {
    note: (at, counts) => {
      // One from before the minute stays: without it the first seconds of the minute would be missing.
      const inside = samples.findIndex((sample) => sample.at > at - WINDOW_MS);
      const kept = inside < 0 ? samples.slice(-1) : samples.slice(Math.max(0, inside - 1));
      samples = [...kept, { at, counts }];
    },
    perSecond: (name) => {
      const known = samples.filter(({ counts }) => counts.has(name));
      const [first, last] = [known[0], known.at(-1)];
      if (!first || !last || last.at - first.at < SHORTEST_MS) return null;
      const came = (last.counts.get(name) ?? 0) - (first.counts.get(name) ?? 0);
      return Math.max(0, (came * 1_000) / (last.at - first.at));
    },
  };
};
