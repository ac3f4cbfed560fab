// Turns components into what the editor saves: `canvas.toJSON()` of Fabric.js 7. Promises: one object for each
// component in the same order; its outer box is the component's box; every key Fabric writes is there; equal
// components give equal JSON. It does not check components (normalize.ts and the answer schemas do).
import type { JsonObject, JsonValue } from '#domain/kit/json.js';
import type { Component } from '../components/component.js';
import { boxOf } from './box.js';
import { captioned, type CaptionRule } from './groups.js';
import { image } from './images.js';
import { FABRIC_VERSION } from './object.js';
import { circle, rect, star, triangle, type Figure } from './shapes.js';
import { textIn } from './texts.js';

const INK = '#111827';
const PAPER = '#FFFFFF';
const ACCENT = '#2563EB';

const middle = { place: 'middle', align: 'center', ground: 'rect' } as const;
const top = { place: 'top', align: 'left', ground: 'rect' } as const;

const BUTTON: CaptionRule = { ...middle, usual: ACCENT, letters: { share: 0.4, most: 32 } };
const CARD: CaptionRule = { ...top, usual: PAPER, letters: { share: 0.12, most: 24 } };
const INPUT: CaptionRule = { ...middle, align: 'left', usual: PAPER, letters: { share: 0.4, most: 20 } };
const HERO: CaptionRule = { ...middle, usual: null, letters: { share: 0.2, most: 96 } };
const BAND: CaptionRule = { ...middle, align: 'left', usual: null, letters: { share: 0.4, most: 40 } };
const ICON: CaptionRule = { ...middle, usual: ACCENT, letters: { share: 0.5, most: 96 }, ground: 'circle' };

const text = (component: Component): JsonObject => {
  const { style, content = '' } = component;
  const { backgroundColor, color, fill = INK } = style;
  const block = { box: boxOf(component), text: content, style, fill: color ?? fill };
  const shown = textIn({ ...block, usualSize: 24, align: 'left', place: 'top', look: style });
  return { ...shown, backgroundColor: backgroundColor ?? '' };
};

/** Bars across a page are texts, unless they have a ground of their own. */
const bar = (component: Component): JsonObject =>
  component.style.backgroundColor === undefined ? text(component) : captioned(component, BAND);

const shape = ({ subtype, style, ...component }: Component): JsonObject => {
  const { backgroundColor: _ground, ...rest } = style;
  const fill = style.fill ?? style.backgroundColor ?? style.color;
  const figure: Figure = {
    box: boxOf({ ...component, style }),
    style: fill === undefined ? rest : { ...rest, fill },
    usual: ACCENT,
    look: style,
  };
  if (subtype === 'circle') return circle(figure);
  if (subtype === 'triangle') return triangle(figure);
  return subtype === 'star' ? star(figure) : rect(figure);
};

/** A sign is its shape where it names one, else its letter or emoji on a disc. */
const icon = (component: Component): JsonObject => {
  const drawn = ['circle', 'triangle', 'star'].includes(component.subtype ?? '');
  return drawn && component.content === undefined ? shape(component) : captioned(component, ICON);
};

const objectOf = (component: Component): JsonObject => {
  switch (component.type) {
    case 'text':
      return text(component);
    case 'header':
    case 'footer':
    case 'navigation':
      return bar(component);
    case 'shape':
      return shape(component);
    case 'background':
    case 'rectangle':
    case 'container':
    case 'card':
    case 'section':
    case 'form':
      return captioned(component, CARD);
    case 'button':
      return captioned(component, BUTTON);
    case 'input':
      return captioned(component, INPUT);
    case 'icon':
    case 'symbol':
      return icon(component);
    case 'image':
      return image(component);
    case 'hero':
      return captioned(component, HERO);
  }
};

/** Four digits, as Fabric writes numbers; plus zero, for JSON has no negative zero. */
const rounded = (value: JsonValue): JsonValue => {
  if (typeof value === 'number') return Math.round(value * 10_000) / 10_000 + 0;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(rounded);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rounded(inner)]));
};

/** Components in painting order and the colour behind them → design_data. Pure. */
export const componentsToFabric = (components: readonly Component[], background: string): JsonObject => ({
  version: FABRIC_VERSION,
  objects: components.map((component) => rounded(objectOf(component))),
  background,
});
