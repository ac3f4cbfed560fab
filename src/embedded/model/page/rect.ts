// Boxes on the page, in canvas pixels from the top left.

export type Rect = Readonly<{ x: number; y: number; w: number; h: number }>;

export const inset = (rect: Rect, dx: number, dy = dx): Rect => ({
  x: rect.x + Math.min(dx, rect.w / 2),
  y: rect.y + Math.min(dy, rect.h / 2),
  w: Math.max(0, rect.w - 2 * dx),
  h: Math.max(0, rect.h - 2 * dy),
});

/** `count` boxes of the same width side by side. */
export const columns = (rect: Rect, count: number, gap: number): readonly Rect[] => {
  const w = Math.max(0, (rect.w - gap * (count - 1)) / count);
  return Array.from({ length: count }, (_, index) => ({ ...rect, x: rect.x + index * (w + gap), w }));
};

/** `count` boxes of the same height below each other. */
export const rows = (rect: Rect, count: number, gap: number): readonly Rect[] => {
  const h = Math.max(0, (rect.h - gap * (count - 1)) / count);
  return Array.from({ length: count }, (_, index) => ({ ...rect, y: rect.y + index * (h + gap), h }));
};

/** Cells of a table, row by row. */
export const cells = (rect: Rect, shape: { across: number; down: number }, gap: number): readonly Rect[] =>
  rows(rect, shape.down, gap).flatMap((row) => columns(row, shape.across, gap));

/** A part of the width (0..1) and the rest. */
export const splitX = (rect: Rect, share: number, gap = 0): readonly [Rect, Rect] => {
  const w = Math.max(0, (rect.w - gap) * share);
  return [
    { ...rect, w },
    { ...rect, x: rect.x + w + gap, w: Math.max(0, rect.w - w - gap) },
  ];
};

/** A part of the height (0..1) and the rest. */
export const splitY = (rect: Rect, share: number, gap = 0): readonly [Rect, Rect] => {
  const h = Math.max(0, (rect.h - gap) * share);
  return [
    { ...rect, h },
    { ...rect, y: rect.y + h + gap, h: Math.max(0, rect.h - h - gap) },
  ];
};

/** A strip of `height` pixels from the top, and what is below it and the gap. */
export const takeTop = (rect: Rect, height: number, gap = 0): readonly [Rect, Rect] => {
  const h = Math.min(height, rect.h);
  const rest = Math.max(0, rect.h - h - gap);
  return [
    { ...rect, h },
    { ...rect, y: rect.y + rect.h - rest, h: rest },
  ];
};

/** What is above the gap and the strip, and a strip of `height` pixels at the bottom. */
export const takeBottom = (rect: Rect, height: number, gap = 0): readonly [Rect, Rect] => {
  const h = Math.min(height, rect.h);
  return [
    { ...rect, h: Math.max(0, rect.h - h - gap) },
    { ...rect, y: rect.y + rect.h - h, h },
  ];
};

/** The largest box of the proportion width : height inside, centred. */
export const centredIn = (rect: Rect, proportion: number): Rect => {
  const w = Math.min(rect.w, rect.h * proportion);
  const h = w / proportion;
  return { x: rect.x + (rect.w - w) / 2, y: rect.y + (rect.h - h) / 2, w, h };
};
