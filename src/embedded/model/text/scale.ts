import type { Random } from '../random.js';

/** Steps of a type scale, smallest first; neighbours differ by 1.2 or more. */
export type TypeScale = readonly number[];

export const STEP = { caption: 0, body: 1, lead: 2, title: 3, display: 4 } as const;

const RATIOS = [1.25, 1.28, 1.333, 1.4] as const;
const LEAST = 1.2;
const STEPS = 14;

/** Whole pixels once they are large enough for rounding not to eat the ratio. */
const roundedUp = (size: number): number => (size < 24 ? Math.ceil(size * 10) / 10 : Math.ceil(size));

/** A scale around this size of running text, in pixels. */
export const typeScale = (body: number, random: Random): TypeScale => {
  const ratio = random.pick(RATIOS);
  const sizes = [roundedUp(body / ratio)];
  for (let step = 1; step < STEPS; step++) {
    const last = sizes.at(-1) ?? body;
    sizes.push(roundedUp(Math.max(last * ratio, last * LEAST)));
  }
  return sizes;
};
