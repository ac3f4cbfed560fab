// Everything a layout draws with: the sheet, colours, type, words and measures of one design.
import type { ArtKind } from '../art/kinds.js';
import type { Brief } from '../brief.js';
import type { Palette } from '../colour/palette.js';
import type { Copy } from '../copy/copy.js';
import type { Random } from '../random.js';
import type { FontPair } from '../text/fonts.js';
import type { TypeScale } from '../text/scale.js';
import type { Rect } from './rect.js';
import type { Sheet } from './sheet.js';

/** Decisions that run through the whole design. */
export type Look = Readonly<{
  /** Of cards, in pixels. */
  radius: number;
  buttons: 'square' | 'soft' | 'pill';
  /** Small lines above headlines in capitals. */
  capitals: boolean;
  shadows: boolean;
  art: ArtKind;
  /** Pictures on the other side. */
  mirrored: boolean;
}>;

export type Kit = Readonly<{
  sheet: Sheet;
  page: Rect;
  margin: number;
  gap: number;
  /** The size of running text: the measure of small distances. */
  unit: number;
  random: Random;
  palette: Palette;
  fonts: FontPair;
  scale: TypeScale;
  copy: Copy;
  look: Look;
  brief: Brief;
}>;

export const isTall = (rect: Rect): boolean => rect.h > rect.w * 1.15;
export const isWide = (rect: Rect): boolean => rect.w > rect.h * 1.15;
