import { contrast, oklch, toOklch, type Hex } from '../colour/colour.js';
import { firstReadable, readable } from '../colour/readable.js';
import type { Style } from '../page/component.js';
import type { Target } from './instruction.js';
import { headingOf, isButton, isGround, isText, type Canvas, type Piece } from './piece.js';

export type Scene = Readonly<{ pieces: readonly Piece[]; canvas: Canvas; background: Hex }>;

const COMFORTABLE = 9;

const covers = (piece: Piece, x: number, y: number): boolean =>
  x >= piece.x && y >= piece.y && x <= piece.x + piece.w && y <= piece.y + piece.h;

const groundsOf = (scene: Scene, index: number): readonly Hex[] => {
  const text = scene.pieces[index];
  if (text === undefined) return [scene.background];
  const below = scene.pieces.slice(0, index).filter((piece) => !isText(piece));
  const points = [0.02, 0.5, 0.98].flatMap((across) =>
    [0.02, 0.5, 0.98].map((down) => [across, down] as const),
  );
  const colours = points.map(([across, down]) => {
    const top = below.findLast((piece) => covers(piece, text.x + text.w * across, text.y + text.h * down));
    return top?.style.backgroundColor ?? top?.style.fill ?? scene.background;
  });
  return [...new Set(colours)];
};

const legible = (colour: Hex, grounds: readonly Hex[]): Hex => {
  if (grounds.every((ground) => contrast(colour, ground) >= 4.5)) return colour;
  // Once a colour has to change, it may as well be comfortable to read.
  const tries = grounds.flatMap((ground) => [
    readable(colour, ground, COMFORTABLE),
    readable(colour, ground),
  ]);
  const score = (each: Hex): number => Math.min(...grounds.map((ground) => contrast(each, ground)));
  const [best = colour] = [...tries, '#FFFFFF' as const, '#000000' as const].sort(
    (a, b) => score(b) - score(a),
  );
  return tries.find((each) => score(each) >= 4.5) ?? best;
};

/** Every text readable on what is behind it; those that were stay as they are. */
export const withLegibleText = (scene: Scene): Scene => ({
  ...scene,
  pieces: scene.pieces.map((piece, index) => {
    const own = piece.style.color ?? piece.style.fill ?? '#000000';
    if (isButton(piece)) {
      const ground = piece.style.backgroundColor ?? piece.style.fill ?? '#3B82F6';
      const color = firstReadable([piece.style.color ?? '#FFFFFF'], ground, 4.5);
      return color === piece.style.color ? piece : { ...piece, style: { ...piece.style, color } };
    }
    if (!isText(piece)) return piece;
    const fill = legible(piece.style.fill ?? own, groundsOf(scene, index));
    return fill === piece.style.fill ? piece : { ...piece, style: { ...piece.style, fill } };
  }),
});

/** The same hue, 0.3 of the way to black or to white; already dark grounds go on a little. */
const shifted = (colour: Hex, darker: boolean): Hex => {
  const { l, c, h } = toOklch(colour);
  return darker
    ? oklch(l > 0.6 ? 0.22 + (1 - l) * 0.25 : l * 0.72, c + 0.01, h)
    : oklch(l < 0.5 ? 0.97 - l * 0.2 : l + (1 - l) * 0.5, c * 0.8, h);
};

const withFill = (piece: Piece, colour: Hex): Piece => {
  const key: keyof Style =
    isButton(piece) || piece.style.backgroundColor !== undefined ? 'backgroundColor' : 'fill';
  const both = key === 'backgroundColor' && piece.style.fill !== undefined ? { fill: colour } : {};
  return { ...piece, style: { ...piece.style, ...both, [key]: colour } };
};

const SURFACES = ['background', 'section', 'card', 'container', 'hero', 'rectangle'];

/** Grounds and cards darker or lighter, texts after them. */
export const shiftLightness = (scene: Scene, darker: boolean): Scene => {
  const pieces = scene.pieces.map((piece) => {
    const fill = piece.style.backgroundColor ?? piece.style.fill;
    const surface = SURFACES.includes(piece.type) && fill !== undefined;
    return surface ? withFill(piece, shifted(fill, darker)) : piece;
  });
  return withLegibleText({ ...scene, pieces, background: shifted(scene.background, darker) });
};

/** The colour that most shapes and buttons have; what "use blue" replaces. */
const accentOf = ({ pieces, canvas }: Scene): Hex | undefined => {
  const button = pieces.find(isButton);
  if (button !== undefined) return button.style.backgroundColor ?? button.style.fill;
  const shape = pieces.find(
    (piece) => !isText(piece) && !isGround(piece, canvas) && piece.style.fill !== undefined,
  );
  return shape?.style.fill;
};

const isTarget = (piece: Piece, target: Target, scene: Scene): boolean => {
  switch (target) {
    case 'heading':
      return piece === headingOf(scene.pieces);
    case 'text':
      return isText(piece);
    case 'button':
      return isButton(piece);
    case 'background':
      return isGround(piece, scene.canvas);
    case 'picture':
      return ['shape', 'icon', 'symbol', 'image', 'hero'].includes(piece.type);
    case 'all':
      return (piece.style.backgroundColor ?? piece.style.fill) === accentOf(scene) && !isText(piece);
  }
};

/** The colour on what was named; without a name, in place of the accent. */
export const recolour = (scene: Scene, wish: Readonly<{ colour: Hex; target: Target }>): Scene => {
  const { colour, target } = wish;
  const pieces = scene.pieces.map((piece) =>
    isTarget(piece, target, scene) ? withFill(piece, colour) : piece,
  );
  const background = target === 'background' ? colour : scene.background;
  const changed = pieces.some((piece, index) => piece !== scene.pieces[index]) || target === 'background';
  const heading = headingOf(scene.pieces);
  const fallback = scene.pieces.map((piece) => (piece === heading ? withFill(piece, colour) : piece));
  return withLegibleText({ ...scene, background, pieces: changed ? pieces : fallback });
};
