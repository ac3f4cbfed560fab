import { cells, centredIn, inset, rows, type Rect } from '../page/rect.js';
import type { Hex } from '../colour/colour.js';
import type { Brush } from './brush.js';

const middle = (rect: Rect): readonly [number, number] => [rect.x + rect.w / 2, rect.y + rect.h / 2];

type Tile = (brush: Brush, cell: Rect, colours: readonly [ground: Hex, figure: Hex, second: Hex]) => void;

const disc: Tile = (brush, cell, [, figure]) => brush.circle(middle(cell), cell.w * 0.38, figure);

const target: Tile = (brush, cell, [ground, figure, second]) => {
  const [x, y] = middle(cell);
  brush.circle([x, y], cell.w / 2, figure);
  brush.circle([x, y], cell.w * 0.32, ground);
  brush.circle([x, y], cell.w * 0.15, second);
};

const peak: Tile = (brush, cell, [, figure]) => brush.triangle(cell, figure);

const stripes: Tile = (brush, cell, [, figure]) => {
  for (const [index, row] of rows(cell, 6, 0).entries()) if (index % 2 === 0) brush.box(row, figure);
};

const four: Tile = (brush, cell, [, figure, second]) => {
  for (const [index, part] of cells(cell, { across: 2, down: 2 }, 0).entries()) {
    brush.circle(middle(part), part.w * 0.36, index === 1 ? second : figure);
  }
};

const leaf: Tile = (brush, cell, [, figure, second]) => {
  brush.box(cell, figure, cell.w / 2);
  brush.box({ ...cell, w: cell.w / 2, h: cell.h / 2 }, figure);
  brush.circle(middle(cell), cell.w * 0.14, second);
};

const pillTile: Tile = (brush, cell, [, figure, second]) => {
  const [left, right] = [0.08, 0.54].map((at) => ({
    ...{ x: cell.x + cell.w * at, w: cell.w * 0.38 },
    ...{ y: cell.y + cell.h * 0.08, h: cell.h * 0.84 },
  }));
  if (left !== undefined) brush.box(left, figure, cell.w);
  if (right !== undefined) brush.box(right, second, cell.w);
};

const starTile: Tile = (brush, cell, [, figure]) => brush.star(middle(cell), cell.w * 0.42, figure);

const TILES: readonly Tile[] = [disc, target, peak, stripes, four, leaf, pillTile, starTile];

/** A mosaic in the manner of the Bauhaus: squares with simple figures. */
export const tiles = (brush: Brush): void => {
  const { rect, random } = brush;
  const target = Math.max(rect.w, rect.h) / Math.min(rect.w, rect.h) > 2.2 ? 2 : 3;
  const side = brush.short / target;
  const across = Math.max(1, Math.min(6, Math.round(rect.w / side)));
  const down = Math.max(1, Math.min(6, Math.round(rect.h / side)));
  const figures = random.shuffled(TILES);
  let last = -1;
  for (const [index, cell] of cells(rect, { across, down }, 0).entries()) {
    let ground = random.int(0, 4);
    if (ground === last) ground = (ground + 1) % 5;
    last = ground;
    const fill = ground === 4 ? brush.ground : brush.colour(ground);
    brush.box(cell, fill);
    const others = [...brush.colours, brush.ground].filter((colour) => colour !== fill);
    const [figure = brush.colour(0), second = brush.colour(1)] = random.shuffled(others.slice(0, 5));
    const draw = figures[(index + random.int(0, 2)) % figures.length] ?? disc;
    draw(brush, centredIn(cell, 1), [fill, figure, second]);
  }
};

/** Circles in circles, and a small one beside them. */
export const rings = (brush: Brush): void => {
  const { rect, random, short } = brush;
  const x = rect.x + rect.w * random.between(0.45, 0.55);
  const y = rect.y + rect.h * random.between(0.46, 0.54);
  const count = random.int(4, 6);
  for (let ring = 0; ring < count; ring++) {
    const radius = short * 0.46 * (1 - ring / count);
    brush.circle([x, y], radius, ring % 2 === 0 ? brush.colour(ring / 2) : brush.ground);
  }
  brush.circle([x + short * 0.36, y - short * 0.36], short * 0.09, brush.colour(1));
};

/** Rainbows side by side. */
export const arches = (brush: Brush): void => {
  const { rect, random } = brush;
  const count = Math.max(1, Math.min(4, Math.round(rect.w / rect.h + 0.4)));
  const gap = rect.w * 0.04;
  const width = (rect.w - gap * (count + 1)) / count;
  for (let index = 0; index < count; index++) {
    const height = Math.min(rect.h * 0.88, width * random.between(1, 1.5));
    const x = rect.x + gap + index * (width + gap);
    for (let band = 0; band < 4; band++) {
      const side = (width / 2) * (band / 4.6);
      const top = rect.y + rect.h - height + side;
      const arch = { x: x + side, y: top, w: width - 2 * side, h: rect.y + rect.h - top };
      const fill = band === 3 ? brush.ground : brush.colour(index + band);
      brush.box(arch, fill, arch.w / 2);
      brush.box({ ...arch, y: top + arch.h / 2, h: arch.h / 2 }, fill);
    }
  }
  brush.circle([rect.x + rect.w * 0.84, rect.y + rect.h * 0.12], brush.short * 0.07, brush.colour(1));
};

/** A field of dots that grow towards one corner. */
export const dots = (brush: Brush): void => {
  const { rect, random, short } = brush;
  const inner = inset(rect, short * 0.06);
  const side = Math.max(short / 6, Math.max(rect.w, rect.h) / 10);
  const across = Math.max(2, Math.round(inner.w / side));
  const down = Math.max(2, Math.round(inner.h / side));
  const falling = random.chance(0.5);
  const marked = random.int(0, across * down - 1);
  for (const [index, cell] of cells(inner, { across, down }, 0).entries()) {
    const [column, row] = [index % across, Math.floor(index / across)];
    const far = (column / (across - 1) + (falling ? row : down - 1 - row) / (down - 1)) / 2;
    const radius = Math.min(cell.w, cell.h) * (0.1 + 0.34 * far);
    brush.circle(middle(cell), radius, index === marked ? brush.colour(1) : brush.colour(far > 0.5 ? 0 : 2));
  }
};

/** Long rounded bars at different heights: speed. */
export const pills = (brush: Brush): void => {
  const { rect, random, short } = brush;
  const inner = inset(rect, short * 0.09);
  for (const [index, row] of rows(inner, 6, inner.h * 0.045).entries()) {
    const cut = random.between(0.3, 0.72);
    const from = random.chance(0.3) ? 0.08 : 0;
    const gap = row.h * 0.35;
    const first = { ...row, x: row.x + row.w * from, w: row.w * (cut - from) };
    brush.box(first, brush.colour(index), row.h);
    const rest = { ...row, x: first.x + first.w + gap, w: row.x + row.w - first.x - first.w - gap };
    if (rest.w > row.h) brush.box(rest, brush.shade(index + 1, 0.55), row.h);
  }
};

/** Bubbles of many sizes that do not touch. */
export const bubbles = (brush: Brush): void => {
  const { rect, random, short } = brush;
  const placed: { x: number; y: number; radius: number }[] = [];
  for (let attempt = 0; attempt < 160 && placed.length < 16; attempt++) {
    const radius = short * (placed.length < 2 ? random.between(0.19, 0.27) : random.between(0.03, 0.13));
    const x = random.between(rect.x + radius, rect.x + rect.w - radius);
    const y = random.between(rect.y + radius, rect.y + rect.h - radius);
    const free = placed.every(
      (each) => Math.hypot(each.x - x, each.y - y) > each.radius + radius + short * 0.02,
    );
    if (!free) continue;
    brush.circle([x, y], radius, brush.colour(placed.length));
    if (placed.length < 2) brush.circle([x, y], radius * 0.5, brush.ground);
    placed.push({ x, y, radius });
  }
};
