import type { Style } from '../page/component.js';
import { textHeight, textWidth } from '../text/measure.js';
import type { Piece, Raw } from './piece.js';
import { hexOf, listOf, numberOf, rawOf, stringOf } from './values.js';

const colourEntries = (style: Raw): Partial<Style> => {
  const names = ['fill', 'stroke', 'backgroundColor', 'color', 'borderColor'] as const;
  const found = names.map((name) => [name, hexOf(style[name])] as const);
  return Object.fromEntries(found.filter(([, colour]) => colour !== undefined));
};

const numberEntries = (style: Raw): Partial<Style> => {
  const names = ['strokeWidth', 'fontSize', 'opacity', 'borderRadius', 'borderWidth'] as const;
  const found = names.map((name) => [name, style[name]] as const);
  return Object.fromEntries(found.filter(([, value]) => typeof value === 'number' && Number.isFinite(value)));
};

const styleOf = (style: Raw): Style => {
  const family = stringOf(style['fontFamily']);
  const weight = style['fontWeight'];
  const align = (['left', 'center', 'right'] as const).find((each) => each === style['textAlign']);
  return {
    ...colourEntries(style),
    ...numberEntries(style),
    ...(family === undefined ? {} : { fontFamily: family }),
    ...(typeof weight === 'string' || typeof weight === 'number' ? { fontWeight: String(weight) } : {}),
    ...(align === undefined ? {} : { textAlign: align }),
  };
};

type Sized = Readonly<{ content: string | undefined; style: Style }>;

/** The box of a text that says none. */
export const textBox = ({ content = '', style }: Sized): Readonly<{ width: number; height: number }> => {
  const size = style.fontSize ?? 16;
  const lines = content.split('\n');
  const font = { size, family: style.fontFamily ?? 'Inter', weight: style.fontWeight ?? '400' };
  return {
    width: Math.max(...lines.map((line) => textWidth(line, font))),
    height: textHeight(lines.length, size),
  };
};

const pieceOf = (raw: Raw): Piece => {
  const [position, size, style] = [rawOf(raw['position']), rawOf(raw['size']), styleOf(rawOf(raw['style']))];
  const [content, subtype] = [stringOf(raw['content']), stringOf(raw['subtype'])];
  const type = stringOf(raw['type']) ?? 'rectangle';
  const usual = content === undefined ? { width: 200, height: 100 } : textBox({ content, style });
  return {
    ...{ type, style, raw },
    ...(content === undefined ? {} : { content }),
    ...(subtype === undefined ? {} : { subtype }),
    ...{ x: numberOf(position['x'], 0), y: numberOf(position['y'], 0) },
    ...{ w: numberOf(size['width'], usual.width), h: numberOf(size['height'], usual.height) },
  };
};

/** The components of a design from back to front. */
export const readComponents = (design: Raw): readonly Piece[] =>
  listOf(design['components'])
    .map((raw, index) => ({ raw, layer: numberOf(raw['layer'], index) }))
    .sort((a, b) => a.layer - b.layer)
    .map(({ raw }) => pieceOf(raw));
