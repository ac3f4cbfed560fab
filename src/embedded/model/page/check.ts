// Looks at a finished page the way a strict reader would: nothing outside, no text over text, everything
// legible, three sizes of type at least.
import { contrast, type Hex } from '../colour/colour.js';
import type { Component } from './component.js';

const READABLE = 4.5;
const LEAST_RATIO = 1.19;
const SAMPLES = [0.02, 0.25, 0.5, 0.75, 0.98] as const;

const hasText = ({ content }: Component): boolean => content !== undefined;

const textColour = ({ style }: Component): Hex | undefined => style.color ?? style.fill;

const covers = (component: Component, x: number, y: number): boolean => {
  const { position, size, subtype, type } = component;
  const [dx, dy] = [(x - position.x) / size.width, (y - position.y) / size.height];
  if (dx < 0 || dy < 0 || dx > 1 || dy > 1) return false;
  const round = subtype === 'circle' || type === 'icon';
  return !round || Math.hypot(dx - 0.5, dy - 0.5) <= 0.5;
};

const paintOf = (component: Component): Hex | undefined =>
  component.style.backgroundColor ?? (hasText(component) ? undefined : component.style.fill);

/** What is painted at a point below this layer; a button is its own ground. */
const groundAt = (
  parts: readonly Component[],
  text: Component,
  at: readonly [number, number],
): Hex | undefined => {
  const own = paintOf(text);
  if (own !== undefined) return own;
  const below = parts.filter(
    (part) => part.layer < text.layer && paintOf(part) !== undefined && covers(part, ...at),
  );
  const top = below.at(-1);
  return top === undefined ? undefined : paintOf(top);
};

const isLegible = (parts: readonly Component[], text: Component): boolean => {
  const colour = textColour(text);
  const { position, size } = text;
  return SAMPLES.every((across) =>
    SAMPLES.every((down) => {
      const ground = groundAt(parts, text, [
        position.x + size.width * across,
        position.y + size.height * down,
      ]);
      return colour !== undefined && ground !== undefined && contrast(colour, ground) >= READABLE;
    }),
  );
};

const overlap = (a: Component, b: Component): boolean =>
  a.position.x < b.position.x + b.size.width &&
  b.position.x < a.position.x + a.size.width &&
  a.position.y < b.position.y + b.size.height &&
  b.position.y < a.position.y + a.size.height;

const isCovered = (parts: readonly Component[], text: Component): boolean =>
  parts.some((part) => part.layer > text.layer && overlap(part, text));

const hasScale = (texts: readonly Component[]): boolean => {
  const sizes = [...new Set(texts.map(({ style }) => style.fontSize ?? 0))].sort((a, b) => a - b);
  const near = sizes.some((size, index) => index > 0 && size / (sizes[index - 1] ?? size) < LEAST_RATIO);
  return sizes.length >= 3 && !near;
};

/** Whether the page, in the order of its layers, may go out. */
export const isSound = (parts: readonly Component[]): boolean => {
  const texts = parts.filter(hasText);
  return (
    texts.some(({ type }) => type === 'header') &&
    hasScale(texts) &&
    texts.every((text) => isLegible(parts, text) && !isCovered(parts, text))
  );
};
