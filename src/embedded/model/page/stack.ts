// Lines of text and buttons below each other in a box. They always fit: the headline shrinks first, then the
// least important goes, and the last that stays is shortened with an ellipsis.
import type { Tone } from '../colour/tone.js';
import type { Align } from './component.js';
import type { Kit } from './kit.js';
import { drawButtons, drawLine, drawRule } from './draw.js';
import type { Rect } from './rect.js';
import { measureItem, ROLES, type Item, type Measured } from './items.js';

export type Stack = Readonly<{
  tone: Tone;
  items: readonly Item[];
  align?: Align;
  valign?: 'top' | 'middle' | 'bottom';
  /** Highest step of the type scale that a headline may take. */
  top?: number;
}>;

type Arranged = Readonly<{ parts: readonly Measured[]; height: number }>;

const LOWEST = 3;
const HIGHEST = 10;

const rankOf = (item: Item): number =>
  item.kind === 'line' ? ROLES[item.role].rank : item.kind === 'rule' ? 1 : 6;

const gapAfter = (kit: Kit, { item }: Measured): number =>
  kit.unit * (item.kind === 'line' ? ROLES[item.role].gap : 1.1);

const arrangedAt = (
  kit: Kit,
  rect: Rect,
  wish: Readonly<{ items: readonly Item[]; top: number }>,
): Arranged => {
  const parts = wish.items
    .map((item) => measureItem(kit, item, { width: rect.w, height: rect.h, top: wish.top }))
    .filter((part) => part !== undefined);
  const gaps = parts.slice(0, -1).reduce((sum, part) => sum + gapAfter(kit, part), 0);
  return { parts, height: parts.reduce((sum, part) => sum + part.height, gaps) };
};

const withoutLeast = (items: readonly Item[]): readonly Item[] => {
  const least = Math.min(...items.map(rankOf));
  const index = items.findLastIndex((item) => rankOf(item) === least);
  return items.filter((_, each) => each !== index);
};

const arranged = (kit: Kit, rect: Rect, stack: Stack): Arranged => {
  const highest = stack.top ?? HIGHEST;
  let { items } = stack;
  while (items.length > 0) {
    for (let top = highest; top >= Math.min(LOWEST, highest); top--) {
      const attempt = arrangedAt(kit, rect, { items, top });
      if (attempt.height <= rect.h) return attempt;
    }
    items = withoutLeast(items);
  }
  return { parts: [], height: 0 };
};

const offsetOf = (place: 'start' | 'middle' | 'end', room: number): number =>
  place === 'start' ? 0 : place === 'middle' ? room / 2 : room;

const ACROSS = { left: 'start', center: 'middle', right: 'end' } as const;
const DOWN = { top: 'start', middle: 'middle', bottom: 'end' } as const;

const drawPart = (
  kit: Kit,
  part: Measured,
  place: Readonly<{ rect: Rect; tone: Tone; align: Align }>,
): void => {
  switch (part.kind) {
    case 'line':
      return drawLine(kit, part, place);
    case 'buttons':
      return drawButtons(kit, part, place);
    case 'rule':
      return drawRule(kit, place);
  }
};

/** Draws the stack and returns the box that it takes. */
export const stack = (kit: Kit, rect: Rect, wish: Stack): Rect => {
  const { align = 'left', valign = 'top', tone } = wish;
  const { parts, height } = arranged(kit, rect, wish);
  let y = rect.y + offsetOf(DOWN[valign], rect.h - height);
  const start = y;
  for (const part of parts) {
    const x = rect.x + offsetOf(ACROSS[align], rect.w - part.width);
    drawPart(kit, part, { rect: { x, y, w: part.width, h: part.height }, tone, align });
    y += part.height + gapAfter(kit, part);
  }
  return { x: rect.x, y: start, w: rect.w, h: height };
};
