// Fabric's own objects as pieces. Boxes are left-top corners whatever the object's origin is.
import type { Style } from '../page/component.js';
import { readComponents, textBox } from './read-components.js';
import type { Piece, Raw } from './piece.js';
import { hexOf, listOf, numberOf, stringOf } from './values.js';

const nameOf = (raw: Raw): string => (stringOf(raw['type']) ?? '').toLowerCase().replaceAll('-', '');

export const isFabricText = (raw: Raw): boolean => ['itext', 'textbox', 'text'].includes(nameOf(raw));

const SHAPES: Readonly<Record<string, readonly [type: string, subtype?: string]>> = {
  rect: ['rectangle'],
  circle: ['shape', 'circle'],
  triangle: ['shape', 'triangle'],
  image: ['image'],
};

const share = (origin: unknown): number => {
  if (origin === 'center') return 0.5;
  return origin === 'right' || origin === 'bottom' ? 1 : 0;
};

type Box = Readonly<{ x: number; y: number; w: number; h: number }>;

const boxOf = (raw: Raw): Box => {
  const w = numberOf(raw['width'], 0) * numberOf(raw['scaleX'], 1);
  const h = numberOf(raw['height'], 0) * numberOf(raw['scaleY'], 1);
  return {
    ...{ w, h },
    x: numberOf(raw['left'], 0) - w * share(raw['originX']),
    y: numberOf(raw['top'], 0) - h * share(raw['originY']),
  };
};

const textStyle = (raw: Raw): Style => {
  const like = { type: 'text', content: '', style: { ...raw, fontSize: numberOf(raw['fontSize'], 40) } };
  const [piece] = readComponents({ components: [like] });
  return piece?.style ?? {};
};

const buttonOf = (raw: Raw): Piece | undefined => {
  const parts = listOf(raw['objects']);
  const [text, rect] = [parts.find(isFabricText), parts.find((part) => nameOf(part) === 'rect')];
  if (parts.length !== 2 || text === undefined || rect === undefined) return undefined;
  const { fill: color, ...style } = textStyle(text);
  const fill = hexOf(rect['fill']);
  const colours = {
    ...(color === undefined ? {} : { color }),
    ...(fill === undefined ? {} : { backgroundColor: fill }),
  };
  return {
    ...{ type: 'button', content: stringOf(text['text']) ?? '', ...boxOf(raw), raw },
    style: { ...style, ...colours, borderRadius: numberOf(rect['rx'], 0) },
  };
};

const shapeOf = (raw: Raw): Piece => {
  const [type, subtype] = SHAPES[nameOf(raw)] ?? ['container'];
  const [fill, radius] = [hexOf(raw['fill']), numberOf(raw['rx'], 0)];
  const style = { ...(fill === undefined ? {} : { fill }), ...(radius > 0 ? { borderRadius: radius } : {}) };
  return { type, ...(subtype === undefined ? {} : { subtype }), ...boxOf(raw), style, raw };
};

const pieceOf = (raw: Raw): Piece => {
  if (!isFabricText(raw)) return buttonOf(raw) ?? shapeOf(raw);
  const [content, style, box] = [stringOf(raw['text']) ?? '', textStyle(raw), boxOf(raw)];
  const usual = textBox({ content, style });
  return { type: 'text', content, ...box, w: box.w || usual.width, h: box.h || usual.height, style, raw };
};

/** The objects of a Fabric canvas from back to front. */
export const readFabric = (design: Raw): readonly Piece[] => listOf(design['objects']).map(pieceOf);
