import { art } from '../art/art.js';
import { isTall, isWide, type Kit } from '../page/kit.js';
import { panel } from '../page/panel.js';
import { inset, splitX, splitY, takeBottom, takeTop, type Rect } from '../page/rect.js';
import { stack } from '../page/stack.js';
import { aspect, usual, type Layout } from './layout.js';
import { background, factsRow, footer, pitch } from './parts.js';

const halves = (kit: Kit, share: number): Readonly<{ words: Rect; picture: Rect }> => {
  const { page, look } = kit;
  const cut = isWide(page) ? splitX : splitY;
  const first = look.mirrored && isWide(page) ? share : 1 - share;
  if (isWide(page) && !look.mirrored) {
    const [words, picture] = cut(page, first);
    return { words, picture };
  }
  const [picture, words] = cut(page, isWide(page) ? share : 0.46);
  return { words, picture };
};

const drawSplit = (kit: Kit): void => {
  const fill = kit.random.pick([kit.palette.paper, kit.palette.deep, kit.palette.paper]);
  const tone = background(kit, fill);
  const { words, picture } = halves(kit, 0.46);
  art(kit, picture, { fill: kit.random.pick([kit.palette.tint, kit.palette.primary, kit.palette.accent]) });
  stack(kit, inset(words, kit.margin, kit.margin), {
    tone,
    items: pitch(kit, { second: true }),
    valign: 'middle',
  });
};

const drawPoster = (kit: Kit): void => {
  const { palette, random, margin, unit } = kit;
  const fill = random.pick([palette.paper, palette.tint, palette.deep, palette.primary]);
  const tone = background(kit, fill);
  const inner = inset(kit.page, margin);
  const [upper, foot] = takeBottom(inner, unit * 3.4, unit);
  const [words, picture] = isWide(kit.page) ? splitX(upper, 0.5, margin) : splitY(upper, 0.42, unit * 1.2);
  const items = pitch(kit).filter((item) => item.kind !== 'buttons' || isWide(kit.page));
  const valign = isWide(kit.page) ? 'middle' : 'bottom';
  stack(kit, words, { tone, items, valign });
  art(kit, picture, { fill: fill === palette.tint ? palette.surface : palette.tint });
  factsRow(kit, foot, { tone });
};

const drawOverlap = (kit: Kit): void => {
  const { page, margin, palette, look, unit } = kit;
  background(kit, palette.paper);
  const wide = isWide(page);
  const [picture] = wide ? splitX(page, 0.62) : splitY(page, 0.6);
  art(kit, picture, { fill: palette.tint });
  const box = wide
    ? { x: page.w * 0.5, y: page.h * 0.16, w: page.w * 0.5 - margin, h: page.h * 0.68 }
    : { x: margin, y: page.h * 0.5, w: page.w - 2 * margin, h: page.h * 0.5 - margin };
  const radius = look.radius * 1.5;
  const tone = panel(kit, box, { type: 'card', fill: palette.surface, radius, shadow: true });
  stack(kit, inset(box, Math.min(margin, unit * 3)), { tone, items: pitch(kit), valign: 'middle' });
};

const drawTypographic = (kit: Kit): void => {
  const { palette, random, page, margin, unit, copy } = kit;
  const fill = random.pick([palette.primary, palette.accent, palette.deep, palette.ink]);
  const tone = background(kit, fill);
  const inner = inset(page, margin);
  const [upper, foot] = takeBottom(inner, unit * 3.4, unit);
  const [top, rest] = takeTop(upper, unit * 1.6, unit);
  stack(kit, splitX(top, 0.5)[0], {
    tone,
    items: [{ kind: 'line', role: 'kicker', text: copy.kicker, colour: tone.ink }],
  });
  const band = Math.max(2, Math.min(page.w, page.h) * 0.018);
  const [words, bar] = takeBottom(rest, band, unit);
  const items = pitch(kit).slice(1, 3);
  const used = stack(kit, words, { tone, items: [...items].reverse(), valign: 'bottom', align: 'left' });
  const free = { ...rest, h: used.y - rest.y - unit };
  const side = Math.min(free.h, rest.w * 0.45);
  if (side > unit * 5) art(kit, { x: rest.x + rest.w - side, y: top.y, w: side, h: side }, { fill });
  panel(kit, bar, { fill: tone.button.fill });
  factsRow(kit, foot, { tone });
};

/** Headline, button and picture in one row. */
const drawStrip = (kit: Kit): void => {
  const { page, palette, unit } = kit;
  const tone = background(kit, kit.random.pick([palette.deep, palette.paper, palette.primary]));
  const [rest, picture] = splitX(page, 0.8);
  art(kit, picture, { fill: palette.tint });
  const [words, button] = splitX(inset(rest, unit * 1.4, page.h * 0.1), 0.68, unit);
  const [, display, lead, action] = pitch(kit);
  const items = [display, lead].filter((item) => item !== undefined);
  stack(kit, words, { tone, items, valign: 'middle' });
  if (action !== undefined) stack(kit, button, { tone, items: [action], valign: 'middle', align: 'center' });
};

const drawBanner = (kit: Kit): void => {
  const { page, margin, palette, unit } = kit;
  if (aspect(page) > 3) return drawStrip(kit);
  const tone = background(kit, kit.random.pick([palette.deep, palette.paper, palette.primary]));
  const wide = aspect(page) > 1;
  const [words, picture] = wide ? splitX(page, 0.7) : splitY(page, 0.64);
  art(kit, picture, { fill: palette.tint });
  const inner = inset(words, margin, wide ? Math.min(margin, page.h * 0.12) : margin);
  stack(kit, inner, { tone, items: pitch(kit), valign: 'middle', align: wide ? 'left' : 'center' });
  if (!wide && inner.h > unit * 90) footer(kit, { ...inner, y: inner.y, h: unit * 2 }, { tone });
};

/** Words beside, above or over a picture. */
export const SPLITS: readonly Layout[] = [
  {
    name: 'split',
    placements: ['flow'],
    words: ['hero', 'cover', 'ad', 'anzeige'],
    fits: usual,
    draw: drawSplit,
  },
  {
    name: 'poster',
    placements: ['flow'],
    words: ['poster', 'plakat', 'flyer', 'festival'],
    fits: usual,
    draw: drawPoster,
  },
  {
    name: 'overlap',
    placements: ['layered'],
    words: ['story', 'postcard', 'instagram'],
    fits: usual,
    draw: drawOverlap,
  },
  {
    name: 'typographic',
    placements: ['flow'],
    words: ['quote', 'typographic', 'typography', 'zitat', 'sale'],
    fits: (page) => usual(page) && !isTall(page),
    draw: drawTypographic,
  },
  {
    name: 'banner',
    placements: ['flow'],
    words: ['banner', 'leaderboard', 'header'],
    fits: (page) => !usual(page) || aspect(page) > 2.2,
    draw: drawBanner,
  },
];
