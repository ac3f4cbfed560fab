import { readable, firstReadable } from '../colour/readable.js';
import { mix, oklch, toOklch, type Hex } from '../colour/colour.js';
import { textHeight, textWidth } from '../text/measure.js';
import { withLegibleText, type Scene } from './colours.js';
import type { Change } from './instruction.js';
import { headingOf, isButton, isGround, isText, overlaps, type Piece } from './piece.js';

type Box = Readonly<{ x: number; y: number; w: number; h: number }>;

const STEPS = 24;

/** A free place for a box: under the last text first, then anywhere, then the lower edge. */
const freePlace = ({ pieces, canvas }: Scene, w: number, h: number): Box => {
  const anchor = pieces.filter((piece) => isButton(piece) || isText(piece));
  const heading = headingOf(pieces);
  const x = Math.max(0, Math.min(heading?.x ?? canvas.width * 0.08, canvas.width - w));
  const taken = pieces.filter((piece) => !isGround(piece, canvas));
  const gap = h * 0.5;
  const free = (box: Box): boolean => {
    const roomy = {
      type: 'box',
      style: {},
      x: box.x - gap / 2,
      y: box.y - gap / 2,
      w: box.w + gap,
      h: box.h + gap,
    };
    const within = box.y + h <= canvas.height && box.x + w <= canvas.width && box.y >= 0;
    return within && !taken.some((piece) => overlaps(piece, roomy));
  };
  const start = heading === undefined ? 0 : heading.y + heading.h;
  const under = anchor.map((piece) => piece.y + piece.h + gap).filter((y) => y >= start);
  const downwards = Array.from({ length: STEPS }, (_, step) => (canvas.height * (step + 1)) / (STEPS + 2));
  const columns = [canvas.width * 0.94 - w, x, (canvas.width - w) / 2, canvas.width * 0.06];
  const spots = [
    ...[...under].sort((a, b) => a - b).map((y) => ({ x, y, w, h })),
    ...columns.flatMap((left) => downwards.map((y) => ({ x: left, y, w, h }))),
  ];
  const fallback = { x, y: canvas.height - h - Math.min(canvas.height * 0.02, gap), w, h };
  return spots.find(free) ?? fallback;
};

const bodySize = ({ pieces, canvas }: Scene): number => {
  const sizes = pieces.map(({ style }) => style.fontSize).filter((size) => size !== undefined);
  const sorted = [...sizes].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 3)] ?? Math.max(10, Math.min(canvas.width, canvas.height) / 30);
};

const accentFor = ({ pieces, background }: Scene): Hex => {
  const other = pieces.find(isButton) ?? pieces.find((piece) => piece.type === 'shape');
  const { h } = toOklch(background);
  return other?.style.backgroundColor ?? other?.style.fill ?? oklch(0.58, 0.17, h + 180);
};

const made = (scene: Scene, { what, words }: Extract<Change, { kind: 'add' }>): Piece => {
  const fontSize = bodySize(scene);
  const fontFamily =
    scene.pieces.find(({ style }) => style.fontFamily !== undefined)?.style.fontFamily ?? 'Inter';
  const font = { size: fontSize, family: fontFamily, weight: '600' };
  const shared = { fontSize, fontFamily, fontWeight: '600' };
  const width = Math.min(scene.canvas.width * 0.9, textWidth(words, font));
  switch (what) {
    case 'button': {
      const fill = accentFor(scene);
      const style = {
        ...shared,
        backgroundColor: fill,
        color: firstReadable([], fill),
        borderRadius: Math.round(fontSize * 0.5),
      };
      return {
        type: 'button',
        content: words,
        ...freePlace(scene, width + fontSize * 2.8, fontSize * 2.7),
        style,
      };
    }
    case 'text': {
      const style = { ...shared, fill: readable(accentFor(scene), scene.background) };
      return { type: 'text', content: words, ...freePlace(scene, width, textHeight(1, fontSize)), style };
    }
    case 'picture': {
      const side = Math.min(scene.canvas.width, scene.canvas.height) * 0.28;
      const fill = mix(scene.background, accentFor(scene), 0.7);
      return { type: 'shape', subtype: 'circle', ...freePlace(scene, side, side), style: { fill } };
    }
  }
};

/** One more piece, where there is room. */
export const add = (scene: Scene, change: Extract<Change, { kind: 'add' }>): Scene => {
  const pieces = [...scene.pieces, made(scene, change)];
  return change.what === 'text' ? withLegibleText({ ...scene, pieces }) : { ...scene, pieces };
};
