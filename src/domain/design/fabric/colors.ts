import type { Component, ComponentStyle } from '../components/component.js';

const DARK = '#111827';
const LIGHT = '#FFFFFF';

const linear = (value: number): number =>
  value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

/** Relative luminance (WCAG 2.2) of `#RRGGBB`; undefined for other spellings. */
const luminanceOf = (color: string): number | undefined => {
  const [, r, g, b] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color) ?? [];
  if (r === undefined || g === undefined || b === undefined) return undefined;
  const part = (hex: string): number => linear(Number.parseInt(hex, 16) / 255);
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};

/** Dark or light text, whichever contrasts more with the ground; dark where the ground is unknown. */
export const readableOn = (ground: string | null): string => {
  const luminance = ground === null ? undefined : luminanceOf(ground);
  // The luminance at which black and white text have the same contrast.
  return luminance !== undefined && luminance < 0.18 ? LIGHT : DARK;
};

const isPaint = (color: string | undefined): color is string =>
  color !== undefined && color !== 'none' && color !== 'transparent';

/** What an area is filled with: the first of its colours that paints; null where it asks for none. */
export const fillOf = (style: ComponentStyle, usual: string | null): string | null => {
  const named = [style.backgroundColor, style.fill];
  return named.find(isPaint) ?? (named.every((color) => color === undefined) ? usual : null);
};

export interface Border {
  readonly stroke: string | null;
  /** 0 without a border: Fabric counts the width into the size of an object even if nothing is painted. */
  readonly strokeWidth: number;
}

/** The border of a box, never so thick that nothing of the box is left. */
export const borderOf = (style: ComponentStyle, size: Component['size']): Border => {
  const stroke = [style.borderColor, style.stroke].find(isPaint);
  const wanted = style.borderWidth ?? style.strokeWidth ?? 1;
  const strokeWidth = Math.min(wanted, Math.min(size.width, size.height) / 2);
  const none = stroke === undefined || strokeWidth === 0;
  return none ? { stroke: null, strokeWidth: 0 } : { stroke, strokeWidth };
};
