// How long a consumer takes for a message, from its last few hundred.

const KEPT = 512;

export interface Measurement {
  readonly key: string;
  /** Milliseconds, whole. */
  readonly value: number;
}

export interface Latencies {
  add(ms: number): void;
  /** Nothing when nothing was measured. */
  summary(): readonly Measurement[];
}

const SHARES: readonly (readonly [string, number])[] = [
  ['Median', 0.5],
  ['Fastest', 0],
  ['Quintile 1', 0.2],
  ['Quintile 2', 0.4],
  ['Quintile 3', 0.6],
  ['Quintile 4', 0.8],
  ['Quintile 5', 1],
  ['90%', 0.9],
  ['95%', 0.95],
  ['99%', 0.99],
  ['99.5%', 0.995],
  ['99.9%', 0.999],
];

/** The value that this share of the sorted values does not exceed. */
const atShare = (sorted: readonly number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

export const latencies = (): Latencies => {
  const ring: number[] = [];
  let next = 0;
  return {
    add: (ms) => {
      ring[next] = ms;
      next = (next + 1) % KEPT;
    },
    summary: () => {
      if (ring.length === 0) return [];
      const sorted = [...ring].sort((a, b) => a - b);
      const mean = Math.round(sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length);
      return [
        { key: 'Mean', value: mean },
        ...SHARES.map(([key, share]) => ({ key, value: Math.round(atShare(sorted, share)) })),
      ];
    },
  };
};
