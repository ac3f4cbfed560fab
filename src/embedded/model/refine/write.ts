// Pieces back in the form they came in.
import type { Component, Style } from '../page/component.js';
import { isText, type Piece, type Raw } from './piece.js';
import { isFabricText } from './read-fabric.js';
import { listOf, numberOf, rawOf } from './values.js';

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** What a component may say; objects of an editor go further. */
const FAR = 20_000;
const LONGEST = 20_000;
const NAME = /^[\p{L}\p{N} ,'"._-]{1,100}$/u;

const within = (value: number, low: number, high: number): number =>
  Math.min(high, Math.max(low, rounded(value)));

const modest = ({ fontSize, fontFamily, ...style }: Style): Style => ({
  ...style,
  ...(fontSize === undefined ? {} : { fontSize: within(fontSize, 1, 5_000) }),
  ...(fontFamily === undefined || !NAME.test(fontFamily) ? {} : { fontFamily }),
});

/** A component with everything its original had, and what has changed. */
export const toComponent = (piece: Piece, layer: number): Component => {
  const { type, subtype, content, x, y, w, h, style, raw = {} } = piece;
  const ofEditor = Array.isArray(raw['objects']) || 'left' in raw;
  const original = ofEditor ? {} : raw;
  return {
    ...original,
    type,
    ...(subtype === undefined ? {} : { subtype }),
    ...(content === undefined
      ? {}
      : { content: ofEditor ? content.slice(0, LONGEST).toWellFormed() : content }),
    position: { x: within(x, -FAR, FAR), y: within(y, -FAR, FAR) },
    size: { width: within(Math.abs(w), 0, FAR), height: within(Math.abs(h), 0, FAR) },
    style: { ...rawOf(original['style']), ...modest(style) },
    layer,
  };
};

const originShare = (origin: unknown): number =>
  origin === 'center' ? 0.5 : origin === 'right' || origin === 'bottom' ? 1 : 0;

const placed = (piece: Piece, raw: Raw): Raw => ({
  left: rounded(piece.x + piece.w * originShare(raw['originX'])),
  top: rounded(piece.y + piece.h * originShare(raw['originY'])),
});

const scaled = (piece: Piece, raw: Raw): Raw => {
  const [width, height] = [numberOf(raw['width'], 0), numberOf(raw['height'], 0)];
  if (width === 0 || height === 0) return {};
  return { scaleX: piece.w / width, scaleY: piece.h / height };
};

const textEntries = ({ content, style }: Piece): Raw => ({
  text: content ?? '',
  ...(style.fill === undefined ? {} : { fill: style.fill }),
  ...(style.fontSize === undefined ? {} : { fontSize: style.fontSize }),
  ...(style.fontFamily === undefined ? {} : { fontFamily: style.fontFamily }),
});

const buttonParts = (piece: Piece, raw: Raw): Raw => ({
  objects: listOf(raw['objects']).map((part) => {
    const { color, backgroundColor, borderRadius = 0 } = piece.style;
    if (isFabricText(part)) {
      const { fill: _, ...style } = piece.style;
      return {
        ...part,
        ...textEntries({ ...piece, style: color === undefined ? style : { ...style, fill: color } }),
      };
    }
    return {
      ...part,
      ...(backgroundColor === undefined ? {} : { fill: backgroundColor }),
      rx: borderRadius,
      ry: borderRadius,
    };
  }),
});

const boxed = (radius: number, fill: Raw[string]): Raw => ({
  type: 'Rect',
  fill: fill ?? null,
  rx: radius,
  ry: radius,
});

const freshButton = (piece: Piece, size: Raw): Raw => {
  const { backgroundColor, borderRadius = 0, color, fill: _, ...rest } = piece.style;
  const centre = { originX: 'center', originY: 'center', left: 0, top: 0 };
  const caption = { ...piece, style: color === undefined ? rest : { ...rest, fill: color } };
  const rect = { ...boxed(borderRadius, backgroundColor), ...centre, ...size };
  return { type: 'Group', objects: [rect, { type: 'IText', ...centre, ...textEntries(caption) }] };
};

const fresh = (piece: Piece): Raw => {
  const { x, y, w, h, style } = piece;
  const place = { originX: 'left', originY: 'top', left: rounded(x), top: rounded(y) };
  const base = { ...place, scaleX: 1, scaleY: 1, angle: 0, opacity: 1 };
  const size = { width: rounded(w), height: rounded(h) };
  if (isText(piece)) return { type: 'IText', ...base, ...size, ...textEntries(piece) };
  if (piece.type === 'button') return { ...freshButton(piece, size), ...base, ...size };
  return { ...boxed(style.borderRadius ?? 0, style.fill), ...base, ...size };
};

const hasMoved = (piece: Piece, before: Piece): boolean =>
  before.x !== piece.x || before.y !== piece.y || before.w !== piece.w || before.h !== piece.h;

/** A Fabric object; one that has not changed is the very same. */
export const toFabric = (piece: Piece, before: Piece | undefined): Raw => {
  const { raw, style } = piece;
  if (raw === undefined) return fresh(piece);
  if (piece === before) return raw;
  const moved = before === undefined || hasMoved(piece, before);
  if (isText(piece)) {
    const factor = numberOf(raw['scaleX'], 1);
    const size = { width: rounded(piece.w / factor), height: rounded(piece.h / numberOf(raw['scaleY'], 1)) };
    return { ...raw, ...textEntries(piece), ...(moved ? { ...placed(piece, raw), ...size } : {}) };
  }
  const place = moved ? { ...placed(piece, raw), ...scaled(piece, raw) } : {};
  if (piece.type === 'button') return { ...raw, ...place, ...buttonParts(piece, raw) };
  const corners = style.borderRadius === undefined ? {} : { rx: style.borderRadius, ry: style.borderRadius };
  return {
    ...raw,
    ...place,
    ...(style.fill === undefined ? {} : { fill: style.fill }),
    ...('rx' in raw ? corners : {}),
  };
};
