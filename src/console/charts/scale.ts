const STEPS = [1, 2, 2.5, 5, 10];

/** The next round number, at least this one: 1, 2, 2.5 or 5 times a power of ten. */
const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return (STEPS.find((step) => step * power >= value * (1 - 1e-9)) ?? 10) * power;
};

/** Less than this is nothing. */
const LEAST = 1e-9;

export interface Scale {
  /** Value at the top. */
  readonly top: number;
  /** Round values from 0 to the top. */
  readonly ticks: readonly number[];
  /** How high a value is, 0 to 1. */
  readonly share: (value: number) => number;
}

/**
 * From 0 to a round number that no value exceeds, in so many steps. `least`: the smallest step that makes
 * sense, such as 1 for things that are counted.
 */
export const scaleFor = (values: readonly number[], least = 0, steps = 4): Scale => {
  const highest = Math.max(0, ...values.filter(Number.isFinite));
  const most = highest < LEAST ? 0 : highest;
  const step = Math.max(least, most === 0 ? 1 / steps : roundUp(most / steps));
  const count = Math.max(1, Math.ceil(most / step - 1e-9));
  const ticks = Array.from({ length: count + 1 }, (_, index) => index * step);
  const top = count * step;
  return { top, ticks, share: (value) => Math.min(1, Math.max(0, value / top)) };
};
