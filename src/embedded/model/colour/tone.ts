import { contrast, mix, toOklch, type Hex } from './colour.js';
import type { Palette } from './palette.js';
import { firstReadable, readable } from './readable.js';

/** Colours for what stands on one background; every text colour is readable on it. */
export type Tone = Readonly<{
  fill: Hex;
  ink: Hex;
  muted: Hex;
  accent: Hex;
  line: Hex;
  button: Readonly<{ fill: Hex; text: Hex }>;
}>;

const VISIBLE = 1.9;

const buttonOn = (fill: Hex, palette: Palette): Tone['button'] => {
  const wanted = [palette.accent, palette.primary, palette.secondary, palette.ink, palette.paper];
  const button = wanted.find((colour) => contrast(colour, fill) >= VISIBLE) ?? firstReadable([], fill);
  const light = toOklch(button).l > 0.6;
  const texts = light ? [palette.dark, palette.light] : [palette.light, palette.dark];
  return { fill: button, text: firstReadable(texts, button) };
};

/** The colours of texts and controls on a background. */
export const toneOn = (fill: Hex, palette: Palette): Tone => {
  const strongest =
    contrast(palette.dark, fill) > contrast(palette.light, fill) ? palette.dark : palette.light;
  const ink = firstReadable([strongest], fill);
  return {
    fill,
    ink,
    muted: readable(mix(ink, fill, 0.28), fill, 4.9),
    accent: readable(palette.primary, fill),
    line: mix(ink, fill, 0.82),
    button: buttonOn(fill, palette),
  };
};
