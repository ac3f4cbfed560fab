import { contrast, oklch, toOklch, type Hex } from './colour.js';

/** A little above WCAG AA, so that rounding never falls below 4.5. */
const ENOUGH = 4.6;
const WHITE: Hex = '#FFFFFF';
const BLACK: Hex = '#000000';
const STEP = 0.02;

/** The first that can be read on the background, else whichever of black and white can. */
export const firstReadable = (wanted: readonly Hex[], background: Hex, enough = ENOUGH): Hex =>
  wanted.find((colour) => contrast(colour, background) >= enough) ??
  (contrast(WHITE, background) >= contrast(BLACK, background) ? WHITE : BLACK);

/** The colour itself, or as little lighter or darker as it takes to be read on the background. */
export const readable = (colour: Hex, background: Hex, enough = ENOUGH): Hex => {
  if (contrast(colour, background) >= enough) return colour;
  const { l, c, h } = toOklch(colour);
  const step = contrast(WHITE, background) >= contrast(BLACK, background) ? STEP : -STEP;
  for (let lightness = l; lightness > 0 && lightness < 1; lightness += step) {
    const nearer = oklch(lightness, c, h);
    if (contrast(nearer, background) >= enough) return nearer;
  }
  return firstReadable([], background);
};
