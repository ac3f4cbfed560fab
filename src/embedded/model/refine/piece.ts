// One thing on the canvas while a design is changed. What it came from is kept, so that everything that
// nobody asked about goes out as it came in.
import type { Style } from '../page/component.js';

export type Raw = Readonly<Record<string, unknown>>;

export type Piece = Readonly<{
  type: string;
  subtype?: string;
  content?: string;
  x: number;
  y: number;
  w: number;
  h: number;
  style: Style;
  /** Absent for what was added. */
  raw?: Raw;
}>;

export type Canvas = Readonly<{ width: number; height: number }>;

export const isText = ({ type }: Piece): boolean => ['text', 'header', 'footer', 'navigation'].includes(type);
export const isButton = ({ type }: Piece): boolean => type === 'button';

/** Covers most of the canvas: part of the ground. */
export const isGround = (piece: Piece, { width, height }: Canvas): boolean =>
  piece.type === 'background' || (!isText(piece) && piece.w * piece.h >= width * height * 0.85);

/** The text in the largest type. */
export const headingOf = (pieces: readonly Piece[]): Piece | undefined =>
  pieces
    .filter(isText)
    .reduce<Piece | undefined>(
      (best, piece) => ((piece.style.fontSize ?? 16) > (best?.style.fontSize ?? 0) ? piece : best),
      undefined,
    );

export const overlaps = (a: Piece, b: Piece): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
