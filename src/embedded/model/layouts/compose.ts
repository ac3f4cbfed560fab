// A layout for a brief. Promises: every component inside the canvas, no text over another, every text at 4.5:1 or
// more, three sizes of type or more, every given colour in use. Never fails: what does not fit is drawn smaller,
// then in a simpler layout.
import type { Brief } from '../brief.js';
import type { Hex } from '../colour/colour.js';
import { fiveOf } from '../colour/palette.js';
import { isSound } from '../page/check.js';
import type { Component, Design } from '../page/component.js';
import type { Kit } from '../page/kit.js';
import { chances, moodWords, newKit } from '../page/new-kit.js';
import { columns } from '../page/rect.js';
import { layoutsFor } from './choose.js';
import type { Layout } from './layout.js';
import { PLAIN } from './plain.js';

const SHARES = [1, 0.85, 0.72, 0.6, 0.5, 0.4, 0.3];
const TRIED = 4;

const used = (parts: readonly Component[]): ReadonlySet<string> =>
  new Set(parts.flatMap(({ style }) => [style.fill, style.color, style.backgroundColor, style.stroke ?? '']).map(String));

/** A thin band of the given colours at the lower edge, if one of them is nowhere yet. */
const withGivenColours = (kit: Kit): void => {
  const present = used(kit.sheet.components());
  const { given } = kit.palette;
  if (given.every((colour) => present.has(colour))) return;
  const height = Math.max(2, Math.round(kit.margin * 0.16));
  const band = { ...kit.page, y: kit.page.h - height, h: height };
  for (const [index, part] of columns(band, given.length, 0).entries()) {
    const fill = given[index];
    if (fill !== undefined) kit.sheet.add({ type: 'shape', subtype: 'rectangle', style: { fill } }, part);
  }
};

const drawn = (layout: Layout, kit: Kit): readonly Component[] => {
  layout.draw(kit);
  withGivenColours(kit);
  return kit.sheet.components();
};

type Attempt = Readonly<{ brief: Brief; seed: string }>;

const sound = (layouts: readonly Layout[], shares: readonly number[], { brief, seed }: Attempt): Kit | undefined => {
  for (const layout of layouts) {
    for (const share of shares) {
      const kit = newKit(brief, seed, share);
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

/** The colour behind everything. */
export const backgroundOf = (parts: readonly Component[], otherwise: Hex): Hex =>
  parts.find(({ type }) => type === 'background')?.style.fill ?? otherwise;

/** The best layout for the brief; the same for the same seed. */
export const composeLayout = (brief: Brief, seed: string): Design => {
  const attempt = { brief, seed };
  const page = { x: 0, y: 0, w: brief.canvas.width, h: brief.canvas.height };
  const random = chances(brief, seed)('layout');
  const layouts = layoutsFor({ brief, page, words: moodWords(brief), random });
  const kit =
    sound(layouts.slice(0, TRIED), SHARES.slice(0, 3), attempt) ?? sound([PLAIN], SHARES, attempt) ?? lastResort(attempt);
  const components = kit.sheet.components();
  const { heading, body } = kit.fonts;
  return {
    components,
    palette: fiveOf(kit.palette),
    fonts: [...new Set([heading, body])],
    background: backgroundOf(components, kit.palette.paper),
  };
};
