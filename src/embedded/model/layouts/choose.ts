import type { Brief } from '../brief.js';
import type { Random } from '../random.js';
import type { Rect } from '../page/rect.js';
import { CENTRED } from './graphic-centred.js';
import { GRIDS } from './graphic-grid.js';
import { SPLITS } from './graphic-split.js';
import type { Layout } from './layout.js';
import { PLAIN } from './plain.js';
import { APPS } from './screens-app.js';
import { SITES } from './screens-site.js';

const GRAPHIC: readonly Layout[] = [...SPLITS, ...CENTRED, ...GRIDS];
const SCREENS: readonly Layout[] = [...SITES, ...APPS];

type Choice = Readonly<{ brief: Brief; page: Rect; words: readonly string[]; random: Random }>;

const score = (layout: Layout, { brief, page, words }: Choice): number => {
  const family = brief.designType === 'ui_ux' ? SCREENS : GRAPHIC;
  const named = layout.words.some((word) => words.includes(word) || words.includes(`${word}s`));
  const placed = brief.placement !== undefined && layout.placements.includes(brief.placement);
  const fits = layout.fits(page);
  return (
    (fits ? 0 : -100) +
    (placed ? 40 : 0) +
    (named ? 20 : 0) +
    (family.includes(layout) ? 10 : 0) -
    (layout.special === true && !named ? 9 : 0)
  );
};

/** Whether it is a page or screen to read at arm's length: smaller type than on a poster. */
export const isScreen = (layout: Layout): boolean => SCREENS.includes(layout);

/**
 * All layouts, the most suitable first: those that fit, follow the placement, were named; chance among
 * equals.
 */
export const layoutsFor = (choice: Choice): readonly Layout[] => {
  const mixed = choice.random.shuffled([...GRAPHIC, ...SCREENS]);
  const ranked = mixed.map((layout) => ({ layout, points: score(layout, choice) }));
  const fitting = ranked.filter(({ points }) => points >= 0);
  return [...fitting.sort((a, b) => b.points - a.points).map(({ layout }) => layout), PLAIN];
};
