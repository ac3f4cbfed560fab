// The text of an answer to a brief. Promises: the same bytes for the same brief and seed.
import type { Brief } from './brief.js';
import { composeLayout } from './layouts/compose.js';
import { composeLogo } from './logo/logo.js';
import { refine } from './refine/refine.js';
import { suggestFonts, suggestPalette } from './suggestions.js';

const answerTo = (brief: Brief, seed: string): unknown => {
  switch (brief.task) {
    case 'layout':
      return brief.designType === 'logo' ? composeLogo(brief, seed) : composeLayout(brief, seed);
    case 'logo':
      return composeLogo(brief, seed);
    case 'color_palette':
      return suggestPalette(brief, seed);
    case 'font_suggestion':
      return suggestFonts(brief, seed);
    case 'refinement':
      return refine(brief, seed);
  }
};

/** JSON text in the shape that the task asks for. */
export const answer = (brief: Brief, seed: string): string => JSON.stringify(answerTo(brief, seed));
