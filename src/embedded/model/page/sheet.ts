// Collects components from back to front. Whole pixels, never outside the canvas; what would be thinner than
// a pixel is left out.
import type { Component, Style } from './component.js';
import type { Rect } from './rect.js';

export type Part = Readonly<{ type: string; subtype?: string; content?: string; style: Style }>;

export type Sheet = Readonly<{
  page: Rect;
  add: (part: Part, rect: Rect) => void;
  components: () => readonly Component[];
}>;

const snapped = (rect: Rect, page: Rect): Rect => {
  const left = Math.max(0, Math.round(rect.x));
  const top = Math.max(0, Math.round(rect.y));
  const right = Math.min(page.w, Math.round(rect.x + rect.w));
  const bottom = Math.min(page.h, Math.round(rect.y + rect.h));
  return { x: left, y: top, w: right - left, h: bottom - top };
};

/** An empty sheet of this many pixels. */
export const newSheet = (width: number, height: number): Sheet => {
  const page: Rect = { x: 0, y: 0, w: width, h: height };
  const parts: Component[] = [];
  return {
    page,
    add: (part, rect) => {
      const { x, y, w, h } = snapped(rect, page);
      if (w < 1 || h < 1) return;
      parts.push({ ...part, position: { x, y }, size: { width: w, height: h }, layer: parts.length });
    },
    components: () => parts,
  };
};
