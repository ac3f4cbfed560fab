import type { Canvas, Component } from './component.js';

/** Longest text of one component, in characters. */
const LONGEST_TEXT = 2_000;

const between = (low: number, value: number, high: number): number => Math.max(low, Math.min(value, high));
// Plus zero: JSON has no negative zero.
const rounded = (value: number): number => Math.round(value * 100) / 100 + 0;

// C0 and C1 control characters except line feed and tab: no text needs them, some stores refuse them.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** The text as it may be shown and stored: without control characters, well formed, not too long. */
export const plainText = (text: string): string =>
  Array.from(text.replaceAll('\r\n', '\n').replaceAll(CONTROL, '').toWellFormed().trim())
    .slice(0, LONGEST_TEXT)
    .join('');

/** A line may have no height: what is drawn has at least a pixel. */
const drawn = ({ width, height }: Component['size']): Component['size'] => ({
  width: Math.max(1, width),
  height: Math.max(1, height),
});

type Place = Pick<Component, 'position' | 'size'>;

const inside = ({ position, size }: Place, canvas: Canvas): Place => {
  const width = rounded(Math.min(size.width, canvas.width));
  const height = rounded(Math.min(size.height, canvas.height));
  const x = rounded(between(0, position.x, canvas.width - width));
  const y = rounded(between(0, position.y, canvas.height - height));
  return { position: { x, y }, size: { width, height } };
};

/** Something a browser would fetch, were it taken for the address of a picture. */
const isAddress = (text: string): boolean => /^\s*(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(text);

const contentOf = ({ type, content }: Component): string | undefined => {
  if (content === undefined) return undefined;
  const text = plainText(content);
  return text === '' || (type === 'image' && isAddress(text)) ? undefined : text;
};

/**
 * Components as they are stored: in the order they are painted, inside the canvas (when there is one), texts
 * cut to what can be shown. An image names no address: nobody fetches what a model wrote.
 */
export const normalize = (components: readonly Component[], canvas?: Canvas): readonly Component[] =>
  components
    .map((component) => {
      const { content: _content, ...rest } = component;
      const content = contentOf(component);
      const place = { position: component.position, size: drawn(component.size) };
      const box = canvas ? inside(place, canvas) : place;
      return { ...rest, ...(content === undefined ? {} : { content }), ...box };
    })
    .sort((one, other) => one.layer - other.layer);
