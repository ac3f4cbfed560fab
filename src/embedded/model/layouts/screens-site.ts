import { art } from '../art/art.js';
import type { Tone } from '../colour/tone.js';
import { isTall, type Kit } from '../page/kit.js';
import { card, panel } from '../page/panel.js';
import { cells, columns, inset, splitX, splitY, takeBottom, takeTop, type Rect } from '../page/rect.js';
import { stack } from '../page/stack.js';
import { usual, type Layout } from './layout.js';
import { background, centredBrand, footer, navBar, pitch, sectionCards } from './parts.js';

type Site = Readonly<{ tone: Tone; main: Rect }>;

/** Background, navigation at the top, a line of small print at the bottom. */
const site = (kit: Kit, align: 'left' | 'center' = 'left'): Site => {
  const { page, margin, unit, palette } = kit;
  const tone = background(kit, palette.paper);
  const inner = inset(page, margin, 0);
  const [bar, body] = takeTop(inner, unit * 3.6);
  if (align === 'left') navBar(kit, bar, tone);
  else centredBrand(kit, bar, tone);
  const [main, foot] = takeBottom(body, unit * 2.8);
  footer(kit, foot, { tone, align });
  return { tone, main };
};

const featureCells = (kit: Kit, rect: Rect): readonly Rect[] => {
  const across = Math.max(1, Math.min(rect.w > kit.unit * 46 ? 4 : 3, Math.floor(rect.w / (kit.unit * 10))));
  return cells(rect, { across, down: 1 }, kit.gap * 0.7);
};

const drawLanding = (kit: Kit): void => {
  const { margin, unit, palette, look } = kit;
  const { tone, main } = site(kit);
  const [hero, features] = splitY(main, isTall(kit.page) ? 0.72 : 0.66, unit * 1.6);
  const [first, second] = isTall(kit.page)
    ? splitY(hero, 0.54, unit)
    : splitX(hero, look.mirrored ? 0.46 : 0.54, margin);
  const [words, picture] = look.mirrored && !isTall(kit.page) ? [second, first] : [first, second];
  stack(kit, words, { tone, items: pitch(kit, { second: true }), valign: 'middle' });
  art(kit, picture, { fill: kit.random.pick([palette.tint, palette.primary, palette.deep]) });
  sectionCards(kit, featureCells(kit, features));
};

const drawCentredLanding = (kit: Kit): void => {
  const { unit, palette, random } = kit;
  const { main } = site(kit, 'center');
  const [hero, features] = splitY(main, isTall(kit.page) ? 0.6 : 0.62, unit * 1.6);
  const fill = random.pick([palette.tint, palette.deep, palette.primary]);
  const tone = panel(kit, hero, { type: 'hero', fill, radius: kit.look.radius * 1.5 });
  const room = inset(hero, Math.max(unit * 1.5, hero.w * 0.1), unit * 1.6);
  stack(kit, room, { tone, items: pitch(kit), align: 'center', valign: 'middle' });
  sectionCards(kit, featureCells(kit, features), { align: 'center' });
};

const drawPricing = (kit: Kit): void => {
  const { unit, palette, copy, gap } = kit;
  const { tone, main } = site(kit, 'center');
  const tall = isTall(kit.page);
  const [head, plans] = splitY(main, tall ? 0.3 : 0.32, unit * 1.4);
  stack(kit, head, { tone, items: pitch(kit).slice(1, 3), align: 'center', valign: 'middle' });
  const prices = kit.random.pick([
    ['0', '12', '29'],
    ['9', '19', '49'],
    ['5', '15', '45'],
  ] as const);
  const boxes = tall ? cells(plans, { across: 1, down: 3 }, gap * 0.6) : columns(plans, 3, gap * 0.7);
  for (const [index, box] of boxes.entries()) {
    const on = card(kit, box, index === 1 ? palette.primary : palette.surface);
    const section = copy.sections[index];
    const price = copy.facts.find((fact) => /[€$£]/u.test(fact) && index === 1) ?? `€${prices[index] ?? '9'}`;
    stack(kit, inset(box, unit * 1.2), {
      tone: on,
      items: [
        { kind: 'line', role: 'label', text: section?.title ?? copy.brand },
        { kind: 'line', role: 'display', text: price, maxLines: 1 },
        { kind: 'line', role: 'caption', text: section?.text ?? copy.sub },
        { kind: 'buttons', caption: copy.action },
      ],
      ...{ align: 'center', valign: 'middle', top: 6 },
    });
  }
};

const drawGallery = (kit: Kit): void => {
  const { unit, gap, copy, random, palette } = kit;
  const { tone, main } = site(kit);
  const tall = isTall(kit.page);
  const [words, grid] = tall ? splitY(main, 0.3, unit) : splitX(main, 0.34, kit.margin);
  stack(kit, words, { tone, items: pitch(kit), valign: 'middle' });
  const fills = random.shuffled([palette.tint, palette.primary, palette.accent, palette.secondary]);
  const kinds = random.shuffled(['rings', 'arches', 'tiles', 'dots', 'bubbles'] as const);
  for (const [index, cell] of cells(grid, { across: 2, down: 2 }, gap * 0.6).entries()) {
    const section = copy.sections[index];
    const [picture, caption] = takeBottom(cell, unit * 1.9, unit * 0.3);
    art(kit, picture, {
      fill: fills[index % fills.length] ?? palette.tint,
      kind: index === 0 ? kit.look.art : (kinds[index] ?? 'rings'),
    });
    if (section !== undefined) {
      stack(kit, caption, {
        tone,
        items: [{ kind: 'line', role: 'label', text: section.title }],
        valign: 'middle',
      });
    }
  }
};

const drawArticle = (kit: Kit): void => {
  const { unit, copy, palette, page } = kit;
  const { tone, main } = site(kit);
  const [head, rest] = splitY(main, isTall(page) ? 0.34 : 0.44, unit);
  stack(kit, head, { tone, items: pitch(kit, { rule: true }).slice(0, 4), valign: 'middle' });
  const [picture, list] = isTall(page) ? splitY(rest, 0.5, unit) : splitX(rest, 0.62, kit.margin);
  art(kit, picture, { fill: kit.random.pick([palette.tint, palette.deep]) });
  const boxes = cells(list, { across: 1, down: 3 }, unit * 0.6);
  for (const [index, box] of boxes.entries()) {
    const section = copy.sections[index];
    if (section === undefined) continue;
    panel(kit, { ...box, h: Math.max(1, unit * 0.07) }, { fill: tone.line });
    const items = [
      { kind: 'line', role: 'title', text: section.title },
      { kind: 'line', role: 'body', text: section.text },
    ] as const;
    stack(
      kit,
      { ...box, y: box.y + unit * 0.6, h: box.h - unit * 0.6 },
      { tone, items, top: 2, valign: 'middle' },
    );
  }
};

/** Pages of a web site. */
export const SITES: readonly Layout[] = [
  {
    name: 'landing',
    placements: ['flow'],
    words: ['landing', 'homepage', 'website', 'startseite', 'site'],
    fits: usual,
    draw: drawLanding,
  },
  {
    name: 'centred landing',
    placements: ['centered', 'symmetrical'],
    words: ['landing', 'launch', 'waitlist', 'coming'],
    fits: usual,
    draw: drawCentredLanding,
  },
  {
    name: 'pricing',
    special: true,
    placements: ['grid', 'symmetrical', 'centered'],
    words: ['pricing', 'prices', 'plans', 'preise', 'subscription'],
    fits: usual,
    draw: drawPricing,
  },
  {
    name: 'gallery',
    placements: ['grid'],
    words: ['portfolio', 'gallery', 'shop', 'catalogue', 'collection', 'photographer'],
    fits: usual,
    draw: drawGallery,
  },
  {
    name: 'article',
    placements: ['flow', 'grid'],
    words: ['blog', 'article', 'news', 'about'],
    fits: usual,
    draw: drawArticle,
  },
];
