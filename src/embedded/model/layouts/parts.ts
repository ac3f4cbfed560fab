// Pieces that several layouts share.
import { contrast, type Hex } from '../colour/colour.js';
import { toneOn, type Tone } from '../colour/tone.js';
import { textWidth } from '../text/measure.js';
import { STEP } from '../text/scale.js';
import { brushFor, type Brush } from '../art/brush.js';
import type { Align } from '../page/component.js';
import type { Item } from '../page/items.js';
import type { Kit } from '../page/kit.js';
import { card, panel } from '../page/panel.js';
import { columns, inset, type Rect } from '../page/rect.js';
import { stack } from '../page/stack.js';

/** The page in one colour. */
export const background = (kit: Kit, fill: Hex): Tone => panel(kit, kit.page, { type: 'background', fill });

/** Kicker, headline, subline and buttons. */
export const pitch = (
  { copy }: Kit,
  wish: Readonly<{ second?: boolean; rule?: boolean }> = {},
): readonly Item[] => [
  { kind: 'line', role: 'kicker', text: copy.kicker },
  { kind: 'line', role: 'display', text: copy.headline },
  ...(wish.rule === true ? [{ kind: 'rule' as const }] : []),
  { kind: 'line', role: 'lead', text: copy.sub },
  { kind: 'buttons', caption: copy.action, ...(wish.second === true ? { second: copy.second } : {}) },
];

/** Brand left, links right, as far as there is room. */
export const navBar = (kit: Kit, rect: Rect, tone: Tone): void => {
  const size = kit.scale[STEP.caption] ?? kit.unit;
  const font = { size, family: kit.fonts.body, weight: '600' };
  const brand: Item = {
    kind: 'line',
    role: 'label',
    text: kit.copy.brand,
    type: 'navigation',
    colour: tone.ink,
  };
  const gap = kit.unit * 1.8;
  let right = rect.x + rect.w;
  for (const text of [...kit.copy.nav].reverse()) {
    const width = textWidth(text, font) + 1;
    if (right - width < rect.x + rect.w * 0.5) break;
    const at = { ...rect, x: right - width, w: width };
    const link: Item = { kind: 'line', role: 'kicker', text, type: 'navigation', colour: tone.muted };
    stack({ ...kit, look: { ...kit.look, capitals: false } }, at, { tone, items: [link], valign: 'middle' });
    right -= width + gap;
  }
  stack(kit, { ...rect, w: right - rect.x }, { tone, items: [brand], valign: 'middle' });
};

/** The brand alone in the middle of the bar, for pages that are the same from both sides. */
export const centredBrand = (kit: Kit, rect: Rect, tone: Tone): void => {
  const brand: Item = { kind: 'line', role: 'label', text: kit.copy.brand, type: 'navigation' };
  stack(kit, rect, { tone, items: [brand], align: 'center', valign: 'middle' });
};

/** One quiet line at the end of a page. */
export const footer = (kit: Kit, rect: Rect, wish: Readonly<{ tone: Tone; align?: Align }>): void => {
  const { brand, facts, nav } = kit.copy;
  const text = [brand, ...(facts.length > 0 ? facts : nav.slice(-2))].join('  ·  ');
  const line: Item = { kind: 'line', role: 'caption', text, type: 'footer', maxLines: 1 };
  stack(kit, rect, { ...wish, items: [line], valign: 'middle' });
};

type Cards = Readonly<{ align?: Align; fill?: Hex; icons?: boolean; numbers?: boolean }>;

type Spot = Readonly<{ x: number; y: number; side: number }>;

const drawFigure = (
  brush: Brush,
  { x, y, side }: Spot,
  wish: Readonly<{ figure: number; fill: Hex }>,
): void => {
  const { figure, fill } = wish;
  switch (figure % 4) {
    case 0:
      return brush.star([x, y], side * 0.3, fill);
    case 1:
      return brush.circle([x, y], side * 0.22, fill);
    case 2:
      return brush.triangle({ x: x - side * 0.22, y: y - side * 0.24, w: side * 0.44, h: side * 0.38 }, fill);
    default:
      return brush.box(
        { x: x - side * 0.2, y: y - side * 0.2, w: side * 0.4, h: side * 0.4 },
        fill,
        side * 0.09,
      );
  }
};

const drawIcon = (kit: Kit, rect: Rect, { index, fill }: Readonly<{ index: number; fill: Hex }>): void => {
  const side = Math.min(rect.w, rect.h);
  const brush = brushFor(kit, { ...rect, w: side, h: side }, fill);
  const spot = { x: rect.x + side / 2, y: rect.y + side / 2, side };
  const strong = brush.colours.filter((colour) => contrast(colour, fill) >= 1.7);
  const disc = strong[index % Math.max(1, strong.length)] ?? toneOn(fill, kit.palette).ink;
  kit.sheet.add({ type: 'icon', style: { fill: disc } }, { ...rect, w: side, h: side });
  drawFigure(brush, spot, { figure: index, fill });
};

/** A card per section in the given boxes, all alike. */
export const sectionCards = (kit: Kit, boxes: readonly Rect[], wish: Cards = {}): void => {
  const { align = 'left', icons = true } = wish;
  for (const [index, box] of boxes.entries()) {
    const section = kit.copy.sections[index % kit.copy.sections.length];
    if (section === undefined) continue;
    const tone = card(kit, box, wish.fill);
    const pad = Math.min(kit.unit * 1.4, box.w * 0.09, box.h * 0.14);
    const inner = inset(box, pad);
    const side = kit.unit * 2.4;
    const withIcon = icons && inner.h > side * 2.6 && inner.w > side * 2;
    const room = withIcon
      ? { ...inner, y: inner.y + side + pad * 0.7, h: inner.h - side - pad * 0.7 }
      : inner;
    const iconX = align === 'center' ? inner.x + (inner.w - side) / 2 : inner.x;
    if (withIcon) drawIcon(kit, { x: iconX, y: inner.y, w: side, h: side }, { index, fill: tone.fill });
    const items: readonly Item[] = [
      { kind: 'line', role: 'title', text: section.title },
      { kind: 'line', role: 'body', text: section.text },
    ];
    stack(kit, room, { tone, items, align, valign: withIcon ? 'top' : 'middle', top: STEP.lead });
  }
};

/** Date, place, price side by side under a line; the first sections when the prompt names none. */
export const factsRow = (kit: Kit, rect: Rect, wish: Readonly<{ tone: Tone; align?: Align }>): void => {
  const { facts, sections } = kit.copy;
  const texts = facts.length > 1 ? facts : [...facts, ...sections.map(({ title }) => title)].slice(0, 3);
  const line = Math.max(1, kit.unit * 0.07);
  panel(kit, { ...rect, h: line }, { fill: wish.tone.line });
  const room = { ...rect, y: rect.y + line, h: rect.h - line };
  const fitting = Math.max(1, Math.min(texts.length, Math.floor(rect.w / (kit.unit * 6))));
  for (const [index, box] of columns(room, fitting, kit.gap).entries()) {
    const text = texts[index];
    if (text === undefined) continue;
    const items: readonly Item[] = [{ kind: 'line', role: 'label', text, maxLines: 2 }];
    stack(kit, box, { ...wish, items, valign: 'middle' });
  }
};

/** A symmetrical row of small figures. */
export const ornaments = (kit: Kit, rect: Rect, fill: Hex): void => {
  const side = rect.h;
  const brush = brushFor(kit, rect, fill);
  const half = Math.max(1, Math.min(3, Math.floor(rect.w / side / 4)));
  const centre = rect.x + rect.w / 2;
  const y = rect.y + side / 2;
  brush.star([centre, y], side * 0.5, brush.colour(0));
  for (let step = 1; step <= half; step++) {
    for (const x of [centre - step * side * 1.5, centre + step * side * 1.5]) {
      brush.circle([x, y], side * (0.34 - step * 0.06), brush.colour(step));
    }
  }
};

/** A strip of squares with figures, the same from both ends. */
export const patternBand = (kit: Kit, rect: Rect, ground: Hex): void => {
  const brush = brushFor(kit, rect, ground);
  const half = Math.max(1, Math.round(rect.w / rect.h / 2 - 0.5));
  const cells = columns(rect, half * 2 + 1, 0);
  const figures = Array.from({ length: half + 1 }, () => kit.random.int(0, 3));
  for (const [index, cell] of cells.entries()) {
    const step = Math.abs(index - half);
    const [x, y] = [cell.x + cell.w / 2, cell.y + cell.h / 2];
    const side = Math.min(cell.w, cell.h);
    brush.box(cell, brush.colour(step));
    drawFigure(
      brush,
      { x, y, side },
      { figure: figures[step] ?? 0, fill: step % 2 === 0 ? ground : brush.colour(step + 1) },
    );
  }
};
