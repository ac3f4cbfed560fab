import type { Hex } from '../colour/colour.js';
import { toneOn, type Tone } from '../colour/tone.js';
import type { Kit } from './kit.js';
import type { Rect } from './rect.js';

export type PanelStyle = Readonly<{
  type?: 'background' | 'rectangle' | 'card' | 'section' | 'container' | 'hero';
  radius?: number;
  shadow?: boolean;
  border?: Hex;
}>;

/** A filled area; returns the colours for what stands on it. */
export const panel = (kit: Kit, rect: Rect, wish: PanelStyle & Readonly<{ fill: Hex }>): Tone => {
  const { fill, type = 'rectangle', radius = 0, shadow = false, border } = wish;
  const depth = Math.max(1, kit.unit * 0.3);
  const style = {
    fill,
    ...(radius > 0 ? { borderRadius: Math.round(Math.min(radius, rect.w / 2, rect.h / 2)) } : {}),
    ...(shadow
      ? { shadow: { x: 0, y: Math.round(depth), blur: Math.round(depth * 4), color: '#00000026' } }
      : {}),
    ...(border === undefined
      ? {}
      : { stroke: border, strokeWidth: Math.max(1, Math.round(kit.unit * 0.06)) }),
  };
  kit.sheet.add({ type, style: type === 'hero' ? { ...style, backgroundColor: fill } : style }, rect);
  return toneOn(fill, kit.palette);
};

/** A card in the style of the design. */
export const card = (kit: Kit, rect: Rect, fill: Hex = kit.palette.surface): Tone => {
  const border = kit.look.shadows ? {} : { border: toneOn(fill, kit.palette).line };
  return panel(kit, rect, {
    type: 'card',
    fill,
    radius: kit.look.radius,
    shadow: kit.look.shadows,
    ...border,
  });
};
