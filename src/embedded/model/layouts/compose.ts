// A layout for a brief. Promises: every component inside the canvas, no text over another, every text at
// 4.5:1 or more, three sizes of type or more, every given colour in use. Never fails: what does not fit is
// drawn smaller, then in a simpler layout.
import type { Brief } from '../brief.js';
import { designOf } from '../page/design-of.js';
import { isSound } from '../page/check.js';
import type { Component, Design } from '../page/component.js';
import { withGivenColours } from '../page/given-colours.js';
import type { Kit } from '../page/kit.js';
import { chances, moodWords, newKit } from '../page/new-kit.js';
import { isScreen, layoutsFor } from './choose.js';
import type { Layout } from './layout.js';
import { PLAIN } from './plain.js';

const SHARES = [1, 0.85, 0.72, 0.6, 0.5, 0.4, 0.3];
const TRIED = 4;

const drawn = (layout: Layout, kit: Kit): readonly Component[] => {
  layout.draw(kit);
  withGivenColours(kit);
  return kit.sheet.components();
};

type Attempt = Readonly<{ brief: Brief; seed: string }>;

const sound = (
  layouts: readonly Layout[],
  shares: readonly number[],
  { brief, seed }: Attempt,
): Kit | undefined => {
  for (const layout of layouts) {
    const designType = isScreen(layout) ? 'ui_ux' : 'graphic';
    for (const share of shares) {
      const kit = newKit({ ...brief, designType }, seed, share);
      if (isSound(drawn(layout, kit))) return kit;
    }
  }
  return undefined;
};

const lastResort = ({ brief, seed }: Attempt): Kit => {
  const kit = newKit(brief, seed, 0.3);
  drawn(PLAIN, kit);
  return kit;
};

/** The best layout for the brief; the same for the same seed. */
export const composeLayout = (brief: Brief, seed: string): Design => {
  const attempt = { brief, seed };
  const page = { x: 0, y: 0, w: brief.canvas.width, h: brief.canvas.height };
  const random = chances(brief, seed)('layout');
  const layouts = layoutsFor({ brief, page, words: moodWords(brief), random });
  const kit =
    sound(layouts.slice(0, TRIED), SHARES.slice(0, 3), attempt) ??
    sound([PLAIN], SHARES, attempt) ??
    lastResort(attempt);
  return designOf(kit, kit.sheet.components());
};
