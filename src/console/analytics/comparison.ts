/** A number beside the one of the period before. */
export interface Comparison {
  /** Null: there is no number. */
  readonly now: number | null;
  readonly before: number | null;
  /** Difference; null when one of them is missing. */
  readonly change: number | null;
  /** Difference as a share of the one before (0.25: a quarter more); null when that is missing or zero. */
  readonly share: number | null;
}

export const compared = (now: number | null, before: number | null): Comparison => {
  const change = now === null || before === null ? null : now - before;
  const share = change === null || before === null || before === 0 ? null : change / before;
  return { now, before, change, share };
};

/** One divided by the other; null when there is nothing to divide by. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
