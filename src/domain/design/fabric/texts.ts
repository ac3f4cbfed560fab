import type { JsonObject } from '#domain/kit/json.js';
import type { ComponentStyle } from '../components/component.js';
import type { Box } from './box.js';
import { fabricObject, type Appearance } from './object.js';

/** Keys Fabric writes for every text. */
const TEXT = {
  fontStyle: 'normal',
  lineHeight: 1.16,
  charSpacing: 0,
  styles: [],
  underline: false,
  overline: false,
  linethrough: false,
  textBackgroundColor: '',
  direction: 'ltr',
  pathStartOffset: 0,
  pathSide: 'left',
  pathAlign: 'baseline',
  textDecorationThickness: 66.667,
  minWidth: 20,
  splitByGrapheme: false,
} as const;

export interface TextBlock {
  readonly box: Box;
  readonly text: string;
  readonly style: ComponentStyle;
  readonly fill: string;
  /** Pixels, where the style names none. */
  readonly usualSize: number;
  readonly align: NonNullable<ComponentStyle['textAlign']>;
  readonly look?: Appearance;
}

/** A text that breaks its lines at the width of its box; Fabric finds its height when it draws it. */
export const textbox = ({ box, text, style, fill, usualSize, align, look }: TextBlock): JsonObject => ({
  ...fabricObject('Textbox', box, look),
  ...TEXT,
  fill,
  text,
  fontSize: style.fontSize ?? usualSize,
  fontFamily: style.fontFamily ?? 'Inter',
  fontWeight: style.fontWeight ?? 'normal',
  textAlign: style.textAlign ?? align,
});

/** The same text with its middle in the middle of the box, however many lines it has. */
export const middleTextbox = (block: TextBlock): JsonObject => ({
  ...textbox(block),
  originX: 'center',
  originY: 'center',
  left: block.box.left + block.box.width / 2,
  top: block.box.top + block.box.height / 2,
});
