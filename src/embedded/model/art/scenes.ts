import { mix } from '../colour/colour.js';
import type { Brush } from './brush.js';

const bottomOf = ({ rect }: Brush): number => rect.y + rect.h;

/** Sun, mountains, hills. */
export const landscape = (brush: Brush): void => {
  const { rect, random, short } = brush;
  const sunX = rect.x + rect.w * random.between(0.25, 0.75);
  brush.circle([sunX, rect.y + rect.h * 0.32], short * 0.16, brush.colour(1));
  const count = Math.max(2, Math.min(5, Math.round((rect.w / rect.h) * 2.2)));
  for (let layer = 0; layer < 2; layer++) {
    for (let index = 0; index < count; index++) {
      const w = (rect.w / count) * random.between(1.2, 1.7);
      const h = rect.h * (layer === 0 ? random.between(0.42, 0.56) : random.between(0.26, 0.36));
      const x = rect.x + ((index + (layer === 0 ? 0.4 : 0)) / count) * rect.w - w * 0.15;
      brush.triangle(
        { x, y: bottomOf(brush) - h - rect.h * 0.12, w, h },
        brush.shade(0, layer === 0 ? 0.45 : 0.8),
      );
    }
  }
  brush.box({ ...rect, y: bottomOf(brush) - rect.h * 0.13, h: rect.h * 0.13 }, brush.colour(0));
};

/** A sun that sets in the sea. */
export const sea = (brush: Brush): void => {
  const { rect, random, short } = brush;
  const horizon = rect.y + rect.h * 0.56;
  const x = rect.x + rect.w * random.between(0.4, 0.6);
  brush.circle([x, horizon], short * 0.3, brush.shade(1, 0.35));
  brush.circle([x, horizon], short * 0.21, brush.colour(1));
  const bands = 5;
  const height = (bottomOf(brush) - horizon) / bands;
  for (let band = 0; band < bands; band++) {
    const fill = mix(brush.shade(0, 0.55), brush.colour(0), band / (bands - 1));
    brush.box({ ...rect, y: horizon + band * height, h: bottomOf(brush) - horizon - band * height }, fill);
  }
  for (let wave = 0; wave < 4; wave++) {
    const w = rect.w * random.between(0.08, 0.2) * (1 + wave * 0.25);
    const y = horizon + height * (wave + 0.4);
    brush.box(
      { x: x - w / 2 + random.between(-0.1, 0.1) * rect.w, y, w, h: height * 0.16 },
      brush.colour(1),
      height,
    );
  }
};

/** Houses with lit windows. */
export const skyline = (brush: Brush): void => {
  const { rect, random, short } = brush;
  brush.circle(
    [rect.x + rect.w * random.between(0.2, 0.8), rect.y + rect.h * 0.24],
    short * 0.12,
    brush.colour(1),
  );
  const count = Math.max(4, Math.min(8, Math.round((rect.w / rect.h) * 5)));
  const w = rect.w / count;
  for (let house = 0; house < count; house++) {
    const h = rect.h * random.between(0.28, 0.68);
    const x = rect.x + house * w;
    const fill = house % 2 === 0 ? brush.colour(0) : brush.shade(0, 0.62);
    brush.box({ x, y: bottomOf(brush) - h, w, h }, fill);
    const windows = random.int(1, 3);
    for (let floor = 0; floor < windows; floor++) {
      const y = bottomOf(brush) - h + w * (0.3 + floor * 0.5);
      if (y + w * 0.3 > bottomOf(brush)) break;
      brush.box({ x: x + w * 0.2, y, w: w * 0.24, h: w * 0.28 }, brush.colour(1));
      brush.box({ x: x + w * 0.56, y, w: w * 0.24, h: w * 0.28 }, brush.ground);
    }
  }
};

/** Firs and round trees on a meadow. */
export const forest = (brush: Brush): void => {
  const { rect, random, short } = brush;
  const meadow = rect.h * 0.16;
  brush.circle(
    [rect.x + rect.w * random.between(0.65, 0.85), rect.y + rect.h * 0.2],
    short * 0.1,
    brush.colour(1),
  );
  const count = Math.max(4, Math.min(8, Math.round((rect.w / rect.h) * 5)));
  const pitch = rect.w / count;
  const foot = bottomOf(brush) - meadow;
  for (let tree = 0; tree < count; tree++) {
    const x = rect.x + (tree + 0.5) * pitch;
    const h = rect.h * random.between(0.34, 0.62);
    const w = Math.min(pitch * 0.95, h * 0.62);
    const fill = brush.shade(tree % 3 === 2 ? 2 : 0, tree % 2 === 0 ? 1 : 0.7);
    brush.box({ x: x - w * 0.05, y: foot - h * 0.5, w: w * 0.1, h: h * 0.5 }, brush.shade(0, 0.35));
    if (random.chance(0.4)) {
      brush.circle([x, foot - h * 0.62], Math.min(w / 2, h * 0.36), fill);
    } else {
      brush.triangle({ x: x - w / 2, y: foot - h * 0.66, w, h: h * 0.52 }, fill);
      brush.triangle({ x: x - w * 0.38, y: foot - h, w: w * 0.76, h: h * 0.5 }, fill);
    }
  }
  brush.box({ ...rect, y: foot, h: meadow }, brush.shade(0, 0.85));
};

/** A planet, a moon and stars. */
export const night = (brush: Brush): void => {
  const { rect, random, short } = brush;
  for (let star = 0; star < 16; star++) {
    const x = rect.x + rect.w * random.between(0.04, 0.96);
    const y = rect.y + rect.h * random.between(0.04, 0.96);
    if (star < 4) brush.star([x, y], short * random.between(0.025, 0.045), brush.colour(1));
    else brush.circle([x, y], Math.max(1, short * random.between(0.005, 0.012)), brush.shade(star, 0.8));
  }
  const x = rect.x + rect.w * random.between(0.4, 0.6);
  const y = rect.y + rect.h * random.between(0.5, 0.6);
  const radius = short * 0.27;
  brush.circle([x, y], radius, brush.colour(0));
  brush.box(
    { x: x - radius * 1.45, y: y - radius * 0.09, w: radius * 2.9, h: radius * 0.18 },
    brush.colour(1),
    radius,
  );
  brush.circle([x + radius * 0.32, y - radius * 0.45], radius * 0.2, brush.shade(0, 0.55));
  brush.circle([x - radius * 0.4, y + radius * 0.5], radius * 0.13, brush.shade(0, 0.55));
  brush.circle([x + radius * 1.35, y - radius * 1.2], radius * 0.26, brush.colour(2));
};
