// Draws shapes inside one box and never beyond it: what would stick out is moved in, or made smaller.
import type { Hex } from '../colour/colour.js';
import { contrast, mix } from '../colour/colour.js';
import type { Kit } from '../page/kit.js';
import type { Rect } from '../page/rect.js';
import type { Random } from '../random.js';

export type Point = readonly [x: number, y: number];

export type Brush = Readonly<{
  rect: Rect;
  short: number;
  random: Random;
  /** The colour of the ground. */
  ground: Hex;
  /** Colours that stand out from the ground, strongest first; never empty. */
  colours: readonly Hex[];
  colour: (index: number) => Hex;
  /** The ground with a share of a colour in it. */
  shade: (index: number, share: number) => Hex;
  box: (rect: Rect, fill: Hex, radius?: number) => void;
  circle: (centre: Point, radius: number, fill: Hex) => void;
  triangle: (rect: Rect, fill: Hex) => void;
  star: (centre: Point, radius: number, fill: Hex) => void;
}>;

const within = (rect: Rect, box: Rect): Rect => {
  const w = Math.min(rect.w, box.w);
  const h = Math.min(rect.h, box.h);
  const x = Math.min(Math.max(rect.x, box.x), box.x + box.w - w);
  const y = Math.min(Math.max(rect.y, box.y), box.y + box.h - h);
  return { x, y, w, h };
};

const around = ([x, y]: Point, radius: number): Rect => ({
  x: x - radius,
  y: y - radius,
  w: radius * 2,
  h: radius * 2,
});

const coloursOn = (kit: Kit, ground: Hex): readonly Hex[] => {
  const { given, primary, accent, secondary, tint, deep, paper } = kit.palette;
  const all = [...new Set([primary, accent, secondary, ...given, tint, deep, paper])];
  const visible = all.filter((colour) => contrast(colour, ground) >= 1.18);
  return visible.length === 0 ? [kit.palette.ink] : visible;
};

/** A brush for this box; the ground is there already. */
export const brushFor = (kit: Kit, rect: Rect, ground: Hex): Brush => {
  const colours = coloursOn(kit, ground);
  const colour = (index: number): Hex => colours[index % colours.length] ?? kit.palette.ink;
  const shape = (subtype: string, box: Rect, fill: Hex): void =>
    kit.sheet.add({ type: 'shape', subtype, style: { fill } }, within(box, rect));
  return {
    ...{ rect, ground, colours, colour, random: kit.random, short: Math.min(rect.w, rect.h) },
    shade: (index, share) => mix(ground, colour(index), share),
    box: (box, fill, radius = 0) => {
      const inner = within(box, rect);
      const rounded = Math.round(Math.min(radius, inner.w / 2, inner.h / 2));
      const style = rounded > 0 ? { fill, borderRadius: rounded } : { fill };
      kit.sheet.add({ type: 'shape', subtype: 'rectangle', style }, inner);
    },
    circle: (centre, radius, fill) =>
      shape('circle', around(centre, Math.min(radius, rect.w / 2, rect.h / 2)), fill),
    triangle: (box, fill) => shape('triangle', box, fill),
    star: (centre, radius, fill) => shape('star', around(centre, radius), fill),
  };
};
