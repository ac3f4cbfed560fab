import { wrapped } from '../text/wrap.js';
import type { Scene } from './colours.js';
import type { Change, Target } from './instruction.js';
import { headingOf, isButton, isGround, isText, overlaps, type Canvas, type Piece } from './piece.js';
import { textBox } from './read-components.js';

const FACTORS = [1, 0.8, 0.6, 0.4, 0.2];
const EDGE = 0.03;

const inside = ({ x, y, w, h }: Piece, { width, height }: Canvas): boolean =>
  x >= -1 && y >= -1 && x + w <= width + 1 && y + h <= height + 1;

const contains = (outer: Piece, inner: Piece): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.w >= inner.x + inner.w &&
  outer.y + outer.h >= inner.y + inner.h;

/** How often a text or button lies half on something else. */
const clashes = (pieces: readonly Piece[]): number => {
  const texts = pieces.filter((piece) => isText(piece) || isButton(piece));
  const half = (a: Piece, b: Piece): boolean => a !== b && overlaps(a, b) && (isText(b) || !contains(b, a));
  return texts.reduce((sum, a) => sum + pieces.filter((b) => half(a, b)).length, 0);
};

/** A longer text is no caption: it is not set anew. */
const LONGEST = 5_000;

const resizedText = (piece: Piece, factor: number, { width }: Canvas): Piece => {
  if ((piece.content ?? '').length > LONGEST) return piece;
  const fontSize = Math.round((piece.style.fontSize ?? 16) * factor * 10) / 10;
  const style = { ...piece.style, fontSize };
  const font = { size: fontSize, family: style.fontFamily ?? 'Inter', weight: style.fontWeight ?? '400' };
  const room = style.textAlign === 'center' ? width * 0.9 : width * (1 - EDGE) - piece.x;
  const lines = (piece.content ?? '').split('\n');
  const box = textBox({ content: piece.content, style });
  const content =
    box.width > room ? wrapped(lines.join(' '), { width: room, font }).join('\n') : lines.join('\n');
  const size = textBox({ content, style });
  const share = style.textAlign === 'center' ? 0.5 : style.textAlign === 'right' ? 1 : 0;
  const x = piece.x + (piece.w - size.width) * share;
  return { ...piece, content, style, x, w: size.width, h: size.height };
};

const resized = (piece: Piece, factor: number, canvas: Canvas): Piece => {
  if (isText(piece)) return resizedText(piece, factor, canvas);
  const [w, h] = [piece.w * factor, piece.h * factor];
  const fontSize =
    piece.style.fontSize === undefined ? {} : { fontSize: Math.round(piece.style.fontSize * factor) };
  return {
    ...piece,
    x: piece.x + (piece.w - w) / 2,
    y: piece.y + (piece.h - h) / 2,
    w,
    h,
    style: { ...piece.style, ...fontSize },
  };
};

/** What is below in the same column makes room. */
const pushed = (pieces: readonly Piece[], from: Piece, to: Piece): readonly Piece[] => {
  const grown = to.h - from.h;
  if (grown <= 0) return pieces;
  return pieces.map((piece) => {
    const below = piece.y >= from.y + from.h * 0.8 && piece.x < from.x + from.w && from.x < piece.x + piece.w;
    return below ? { ...piece, y: piece.y + grown } : piece;
  });
};

const targetsOf = (scene: Scene, target: Target): readonly Piece[] => {
  const { pieces, canvas } = scene;
  if (target === 'heading' || target === 'all')
    return [headingOf(pieces)].filter((piece) => piece !== undefined);
  if (target === 'text') return pieces.filter((piece) => isText(piece));
  if (target === 'button') return pieces.filter(isButton);
  return pieces.filter((piece) => !isText(piece) && !isButton(piece) && !isGround(piece, canvas));
};

const attempt = (scene: Scene, targets: readonly Piece[], factor: number): readonly Piece[] => {
  let { pieces } = scene;
  for (const target of targets) {
    const index = scene.pieces.indexOf(target);
    const now = pieces[index];
    if (now === undefined) continue;
    const next = resized(now, factor, scene.canvas);
    pieces = pushed(pieces, now, next).map((piece, each) => (each === index ? next : piece));
  }
  return pieces;
};

/** As much bigger or smaller as there is room for: nothing leaves the canvas and no text meets another. */
export const resize = (scene: Scene, wish: Readonly<{ target: Target; factor: number }>): Scene => {
  const targets = targetsOf(scene, wish.target);
  const before = clashes(scene.pieces);
  for (const share of FACTORS) {
    const pieces = attempt(scene, targets, 1 + (wish.factor - 1) * share);
    const good = pieces.every((piece, index) => inside(piece, scene.canvas) || piece === scene.pieces[index]);
    if (good && clashes(pieces) <= before) return { ...scene, pieces };
  }
  return scene;
};

/** Everything but the grounds nearer to the middle, or further from it. */
export const respace = (scene: Scene, factor: number): Scene => {
  const { width, height } = scene.canvas;
  const pieces = scene.pieces.map((piece) => {
    const edges = [
      piece.x <= 1,
      piece.y <= 1,
      piece.x + piece.w >= width - 1,
      piece.y + piece.h >= height - 1,
    ];
    if (isGround(piece, scene.canvas) || edges.filter(Boolean).length >= 2) return piece;
    const fontSize =
      piece.style.fontSize === undefined
        ? {}
        : { fontSize: Math.round(piece.style.fontSize * factor * 10) / 10 };
    return {
      ...piece,
      x: width / 2 + (piece.x - width / 2) * factor,
      y: height / 2 + (piece.y - height / 2) * factor,
      ...{ w: piece.w * factor, h: piece.h * factor },
      style: { ...piece.style, ...fontSize },
    };
  });
  const fits = pieces.every(
    (piece, index) => inside(piece, scene.canvas) || !inside(scene.pieces[index] ?? piece, scene.canvas),
  );
  return fits ? { ...scene, pieces } : scene;
};

/** Without what was named, but never without everything. */
export const remove = (scene: Scene, target: Target): Scene => {
  const gone = new Set(target === 'heading' ? [] : targetsOf(scene, target));
  const heading = headingOf(scene.pieces);
  if (target === 'heading' && heading !== undefined) gone.add(heading);
  if (target === 'text' && heading !== undefined) gone.delete(heading);
  const pieces = scene.pieces.filter((piece) => !gone.has(piece));
  return pieces.length === 0 ? scene : { ...scene, pieces };
};

/** Another face for all texts; boxes are measured anew. */
export const reface = (scene: Scene, family: string): Scene => ({
  ...scene,
  pieces: scene.pieces.map((piece) => {
    const style = { ...piece.style, fontFamily: family };
    if (isButton(piece)) return { ...piece, style };
    return isText(piece) ? resizedText({ ...piece, style }, 1, scene.canvas) : piece;
  }),
});

const ROUNDED = ['button', 'card', 'rectangle', 'container', 'form', 'input', 'image'];

export const recorner = (scene: Scene, round: boolean): Scene => ({
  ...scene,
  pieces: scene.pieces.map((piece) => {
    if (!ROUNDED.includes(piece.type) || isGround(piece, scene.canvas)) return piece;
    const radius = round ? Math.round(Math.min(piece.w, piece.h) * (isButton(piece) ? 0.5 : 0.12)) : 1;
    return { ...piece, style: { ...piece.style, borderRadius: radius } };
  }),
});

/** Other words in the heading, the first text or the first button. */
export const reword = (scene: Scene, { target, words }: Extract<Change, { kind: 'words' }>): Scene => {
  const [first] = targetsOf(scene, target === 'background' || target === 'picture' ? 'heading' : target);
  return {
    ...scene,
    pieces: scene.pieces.map((piece) => {
      if (piece !== first) return piece;
      return isText(piece)
        ? resizedText({ ...piece, content: words }, 1, scene.canvas)
        : { ...piece, content: words };
    }),
  };
};
