import type { Brief } from './brief.js';
import { fiveOf, paletteFor } from './colour/palette.js';
import type { Hex } from './colour/colour.js';
import { chances, moodWords } from './page/new-kit.js';
import { suitablePairs } from './text/fonts.js';

/** Five colours for a theme: given ones first, then what goes with them. */
export const suggestPalette = (brief: Brief, seed: string): Readonly<{ colors: readonly Hex[] }> => {
  const random = chances(brief, seed)('palette');
  const palette = paletteFor({ words: moodWords(brief), given: brief.colours.slice(0, 5), random });
  return { colors: fiveOf(palette).slice(0, 5) };
};

export type FontAnswer = Readonly<{
  fonts: readonly string[];
  pairings: readonly Readonly<{ heading: string; body: string; rationale: string }>[];
}>;

/** Four pairs of a heading and a text face, the most suitable first. */
export const suggestFonts = (brief: Brief, seed: string): FontAnswer => {
  const pairs = suitablePairs(new Set(moodWords(brief)), chances(brief, seed)('fonts')).slice(0, 4);
  return {
    fonts: [...new Set(pairs.flatMap(({ heading, body }) => [heading, body]))],
    pairings: pairs.map(({ heading, body, rationale }) => ({ heading, body, rationale })),
  };
};
