const ascending = (numbers) => [...numbers].sort((one, other) => one - other);

/** The smallest of the numbers that at least `share` of them do not exceed (nearest rank). */
export const percentile = (numbers, share) => {
  const sorted = ascending(numbers);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
};

export const median = (numbers) => percentile(numbers, 0.5);

/** Median, least and most of one figure over rounds. */
export const over = (rounds, figure) => {
  const values = rounds.map(figure);
  return { median: median(values), least: Math.min(...values), most: Math.max(...values) };
};

/** p50, p99 and the longest of latencies in milliseconds. */
export const latencies = (milliseconds) => ({
  count: milliseconds.length,
  p50: percentile(milliseconds, 0.5),
  p99: percentile(milliseconds, 0.99),
  longest: percentile(milliseconds, 1),
});
