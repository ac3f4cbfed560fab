/**
 * Places `start` to `stop` (both included, negative from the end) of something `length` long, as first place
 * and the place behind the last; an empty range has end ≤ first.
 */
export const rankRange = (
  [start, stop]: readonly [number, number],
  length: number,
): Readonly<{ first: number; end: number }> => ({
  first: Math.max(0, start < 0 ? length + start : start),
  end: Math.min(length, (stop < 0 ? length + stop : stop) + 1),
});
