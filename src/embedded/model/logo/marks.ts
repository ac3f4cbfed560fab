import { brushFor, type Brush } from '../art/brush.js';
import { arches, rings, tiles } from '../art/geometric.js';
import { petals } from '../art/objects.js';
import { firstReadable } from '../colour/readable.js';
import { textHeight, textWidth } from '../text/measure.js';
import type { Hex } from '../colour/colour.js';
import type { Kit } from '../page/kit.js';
import { centredIn, cells, type Rect } from '../page/rect.js';
import { graphemes } from '../text/graphemes.js';

type Mark = (kit: Kit, brush: Brush) => void;

const initialsOf = (name: string): string => {
  const words = name.split(/[\s-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(0, 2).map((word) => graphemes(word)[0] ?? '');
  return letters.join('').toLocaleUpperCase('en');
};

const letter = (kit: Kit, rect: Rect, fill: Hex): void => {
  const text = initialsOf(kit.copy.brand);
  if (text === '') return;
  const face = { family: kit.fonts.heading, weight: kit.fonts.weight };
  const size = Math.min(
    rect.h * 0.46,
    (rect.w * 0.56) / Math.max(0.5, textWidth(text, { ...face, size: 1 })),
  );
  const fontSize = Math.max(4, Math.round(size));
  const [w, h] = [textWidth(text, { ...face, size: fontSize }), textHeight(1, fontSize)];
  const at = { x: rect.x + (rect.w - w) / 2, y: rect.y + (rect.h - h) / 2, w, h };
  const style = {
    fill,
    fontSize,
    fontFamily: face.family,
    fontWeight: face.weight,
    textAlign: 'center' as const,
  };
  kit.sheet.add({ type: 'text', content: text, style }, at);
};

const textOn = ({ palette }: Kit, ground: Hex): Hex => firstReadable([palette.light, palette.dark], ground);

const coin: Mark = (kit, brush) => {
  const { rect, short } = brush;
  const [x, y] = [rect.x + rect.w / 2, rect.y + rect.h / 2];
  brush.circle([x, y], short / 2, brush.colour(0));
  letter(kit, rect, textOn(kit, brush.colour(0)));
  brush.circle([rect.x + rect.w * 0.87, rect.y + rect.h * 0.13], short * 0.1, brush.colour(1));
};

const block: Mark = (kit, brush) => {
  brush.box(brush.rect, brush.colour(0), brush.short * 0.24);
  letter(kit, brush.rect, textOn(kit, brush.colour(0)));
};

const peaks: Mark = (_, brush) => {
  const { rect } = brush;
  brush.circle([rect.x + rect.w * 0.72, rect.y + rect.h * 0.24], rect.w * 0.16, brush.colour(1));
  brush.triangle(
    { x: rect.x, y: rect.y + rect.h * 0.14, w: rect.w * 0.72, h: rect.h * 0.86 },
    brush.colour(0),
  );
  brush.triangle(
    { x: rect.x + rect.w * 0.42, y: rect.y + rect.h * 0.5, w: rect.w * 0.58, h: rect.h * 0.5 },
    brush.colour(2),
  );
};

const quarters: Mark = (_, brush) => {
  const { rect, random } = brush;
  const round = random.int(0, 3);
  for (const [index, cell] of cells(rect, { across: 2, down: 2 }, rect.w * 0.05).entries()) {
    if (index === round)
      brush.circle([cell.x + cell.w / 2, cell.y + cell.h / 2], cell.w / 2, brush.colour(1));
    else
      brush.box(
        cell,
        brush.colour(index === 3 - round ? 2 : 0),
        index % 2 === 0 ? cell.w * 0.5 : cell.w * 0.14,
      );
  }
};

const bars: Mark = (_, brush) => {
  const { rect } = brush;
  const heights = [0.5, 0.78, 1, 0.64];
  const w = rect.w * 0.19;
  for (const [index, share] of heights.entries()) {
    const h = rect.h * share;
    const x = rect.x + index * (rect.w - w) * 0.333;
    brush.box({ x, y: rect.y + rect.h - h, w, h }, brush.colour(index === 2 ? 1 : 0), w);
  }
};

const target: Mark = (_, brush) => rings(brush);
const rainbow: Mark = (_, brush) => arches(brush);
const flower: Mark = (_, brush) => petals(brush);
const mosaic: Mark = (_, brush) => tiles(brush);

const BY_TOPIC: Readonly<Record<string, readonly Mark[]>> = {
  nature: [flower, rainbow, peaks],
  travel: [peaks, coin, rainbow],
  music: [bars, target, mosaic],
  finance: [bars, quarters, block],
  health: [flower, target, quarters],
  celebration: [flower, coin, rainbow],
  art: [mosaic, quarters, rainbow],
};
const COMMON: readonly Mark[] = [coin, block, quarters, target, rainbow, mosaic, bars, flower, peaks];

/** One mark for a name, the same in all its variations. */
export const markFor = (kit: Kit): ((target: Kit, rect: Rect, ground: Hex) => void) => {
  const marks = BY_TOPIC[kit.copy.topic?.name ?? ''] ?? COMMON;
  const mark = kit.random.pick([...marks, coin, quarters]);
  return (canvas, rect, ground) => mark(canvas, brushFor(canvas, centredIn(rect, 1), ground));
};
