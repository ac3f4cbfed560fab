import type { JsonObject } from '#domain/kit/json.js';
import type { ComponentStyle } from '../components/component.js';
import { turnedPoint, type Box } from './box.js';
import { fabricObject, type Appearance } from './object.js';

const LINE_HEIGHT = 1.16;

/** Keys Fabric writes for every text, and for those that break their lines. */
const TEXT = {
  fontStyle: 'normal',
  lineHeight: LINE_HEIGHT,
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
} as const;
const BREAKING = { minWidth: 20, splitByGrapheme: false } as const;

type Align = NonNullable<ComponentStyle['textAlign']>;

export interface TextBlock {
  readonly box: Box;
  readonly text: string;
  readonly style: ComponentStyle;
  readonly fill: string;
  /** Pixels, where the style names none. */
  readonly usualSize: number;
  readonly align: Align;
  /** Where the text stands in its box. */
  readonly place: 'top' | 'middle';
  readonly look?: Appearance;
}

/** Width of a middling letter as a share of its height: of most fonts, bold ones included, a little too much. */
const LETTER = 0.6;
/** Letters of another font than the model thought of may be so much wider before a line has to break. */
const SLACK = 1.6;

/**
 * Whether the box has room for the lines the text has and no more: then a line that comes out a little wider,
 * for want of the font, must not break, or it would lie over what is below.
 */
const hasItsLines = (text: string, size: number, box: Box): boolean => {
  const lines = text.split('\n');
  const room = Math.floor(box.height / (size * LINE_HEIGHT) + 0.35);
  const longest = Math.max(...lines.map((line) => line.length)) * size * LETTER;
  return room <= lines.length && longest <= box.width * SLACK;
};

const ANCHORS = { left: 0, justify: 0, center: 0.5, right: 1 } as const;
const ORIGINS = { 0: 'left', 0.5: 'center', 1: 'right' } as const;

/** A text without lines of its own width grows from where it is held: at its left, middle or right. */
const heldAt = ({ box, place, look }: TextBlock, align: Align) => {
  const share = ANCHORS[align];
  const down = place === 'middle' ? 0.5 : 0;
  return {
    originX: ORIGINS[share],
    originY: place === 'middle' ? 'center' : 'top',
    ...turnedPoint(box, { right: share, down }, look?.rotation ?? 0),
  };
};

/**
 * A text in its box. It breaks its lines at the width of the box where that has room for more of them. Fabric
 * measures it anew when it draws it.
 */
export const textIn = (block: TextBlock): JsonObject => {
  const { box, text, style, fill, usualSize, look } = block;
  const fontSize = style.fontSize ?? usualSize;
  const textAlign = style.textAlign ?? block.align;
  // The ground of a text is as wide as the text: only a box that keeps its width can have one.
  const isFixed = style.backgroundColor === undefined || block.place === 'middle';
  const type = isFixed && hasItsLines(text, fontSize, box) ? 'IText' : 'Textbox';
  return {
    ...fabricObject(type, box, look),
    ...heldAt(block, type === 'IText' ? textAlign : 'left'),
    ...TEXT,
    ...(type === 'Textbox' ? BREAKING : {}),
    fill,
    text,
    fontSize,
    fontFamily: style.fontFamily ?? 'Inter',
    fontWeight: style.fontWeight ?? 'normal',
    textAlign,
  };
};
