import type { JsonObject, JsonValue } from '#domain/kit/json.js';
import type { ComponentStyle } from '../components/component.js';
import type { Box } from './box.js';
import { borderOf, fillOf } from './colors.js';
import { fabricObject, type Appearance } from './object.js';

/** What a shape is made of. */
export interface Figure {
  readonly box: Box;
  readonly style: ComponentStyle;
  /** Fill where the style names none; null: not filled. */
  readonly usual: string | null;
  readonly look: Appearance;
}

/** The box without its border, as Fabric measures most objects, and its colours. */
const painted = ({ box, style, usual, look }: Figure, type: string): JsonObject => {
  const border = borderOf(style, box);
  return {
    ...fabricObject(type, box, look),
    width: box.width - border.strokeWidth,
    height: box.height - border.strokeWidth,
    fill: fillOf(style, usual),
    ...border,
  };
};

export const rect = (figure: Figure): JsonObject => {
  const { width, height } = figure.box;
  const radius = Math.min(figure.style.borderRadius ?? 0, width / 2, height / 2);
  return { ...painted(figure, 'Rect'), rx: radius, ry: radius };
};

export const triangle = (figure: Figure): JsonObject => painted(figure, 'Triangle');

/** A circle that fills its box: an ellipse, when the box is no square, by scaling. */
export const circle = (figure: Figure): JsonObject => {
  const { width, height } = figure.box;
  const diameter = Math.min(width, height);
  const shown = painted(figure, 'Circle');
  const inner = diameter - borderOf(figure.style, figure.box).strokeWidth;
  return {
    ...shown,
    width: inner,
    height: inner,
    scaleX: width / diameter,
    scaleY: height / diameter,
    radius: inner / 2,
    startAngle: 0,
    endAngle: 360,
    counterClockwise: false,
  };
};

/** Corners of a five-pointed star, from its top clockwise, in the unit circle. */
const corners = Array.from({ length: 10 }, (_, index) => {
  const radius = index % 2 === 0 ? 1 : 0.382;
  const angle = (index * Math.PI) / 5;
  return { x: radius * Math.sin(angle), y: -radius * Math.cos(angle) };
});
const reach = Math.sin((2 * Math.PI) / 5);
const foot = Math.cos(Math.PI / 5);

/** A star whose points touch all four sides of its box. */
export const star = (figure: Figure): JsonObject => {
  const shown = painted(figure, 'Path');
  const { box, style } = figure;
  const { strokeWidth } = borderOf(style, box);
  const steps = corners.map(({ x, y }, index): JsonValue => [
    index === 0 ? 'M' : 'L',
    ((x + reach) / (2 * reach)) * (box.width - strokeWidth),
    ((y + 1) / (1 + foot)) * (box.height - strokeWidth),
  ]);
  return { ...shown, path: [...steps, ['Z']] };
};
