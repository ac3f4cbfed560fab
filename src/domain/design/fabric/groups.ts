import type { JsonObject } from '#domain/kit/json.js';
import type { Component, ComponentStyle } from '../components/component.js';
import { aroundMiddle, boxOf, type Box } from './box.js';
import { fillOf, readableOn } from './colors.js';
import { fabricObject } from './object.js';
import { circle, rect } from './shapes.js';
import { textIn } from './texts.js';

/** Members that move, turn and fade as one. */
const group = (component: Component, objects: readonly JsonObject[]): JsonObject => ({
  ...fabricObject('Group', boxOf(component), component.style),
  subTargetCheck: false,
  interactive: false,
  layoutManager: { type: 'layoutManager', strategy: 'fit-content' },
  objects,
});

/** The part of the box a caption may use. */
const within = (box: Box, padding: number): Box => ({
  left: box.left + padding,
  top: box.top + padding,
  width: Math.max(1, box.width - 2 * padding),
  height: Math.max(1, box.height - 2 * padding),
});

/** How a caption stands in its box. */
export interface CaptionRule {
  readonly place: 'middle' | 'top';
  readonly align: NonNullable<ComponentStyle['textAlign']>;
  /** Fill of the box where the component names none. */
  readonly usual: string | null;
  /** Share of the box's height that is the usual size of the letters, and its bounds in pixels. */
  readonly letters: { readonly share: number; readonly most: number };
  readonly ground: 'rect' | 'circle';
}

const SMALLEST_LETTERS = 8;

const captionOf = ({ style, content = '' }: Component, box: Box, rule: CaptionRule): JsonObject => {
  const padding = Math.min(24, box.height * 0.15, box.width * 0.08);
  return textIn({
    box: within(box, padding),
    text: content,
    style,
    fill: style.color ?? readableOn(fillOf(style, rule.usual)),
    usualSize: Math.max(
      SMALLEST_LETTERS,
      Math.min(rule.letters.most, Math.round(box.height * rule.letters.share)),
    ),
    align: rule.align,
    place: rule.place,
  });
};

/** A box with its text in it; without a text the box alone, as long as that is what it comes to. */
export const captioned = (component: Component, rule: CaptionRule): JsonObject => {
  const { style, content } = component;
  const draw = rule.ground === 'circle' ? circle : rect;
  if (content === undefined) return draw({ box: boxOf(component), style, usual: rule.usual, look: style });
  const box = aroundMiddle(boxOf(component));
  return group(component, [
    draw({ box, style, usual: rule.usual, look: {} }),
    captionOf(component, box, rule),
  ]);
};
