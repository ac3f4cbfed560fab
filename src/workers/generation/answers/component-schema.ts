import { z } from 'zod';
import { COMPONENT_TYPES, type Component } from '#domain/design/components/component.js';
import { color, fontName, maybe, numberBetween } from './values.js';

/** Nothing on a canvas is farther away or larger than this, in pixels. */
const FAR = 20_000;

/** Menus come as lists, prices as numbers; both are shown as text. */
const asText = (value: unknown): unknown => {
  if (typeof value === 'number') return String(value);
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isList ? value.join('   ') : value;
};
const content = z.preprocess(asText, z.string().max(20_000));

const shadow = z.object({
  x: numberBetween(-500, 500).default(0),
  y: numberBetween(-500, 500).default(0),
  blur: numberBetween(0, 500).default(0),
  color,
});

const weight = z.union([
  z.enum(['normal', 'bold', 'lighter', 'bolder', 'medium', 'semibold', 'light']),
  numberBetween(1, 1_000),
]);

const style = z.object({
  fill: maybe(color),
  stroke: maybe(color),
  strokeWidth: maybe(numberBetween(0, 500)),
  // From the small print of a banner to the headline of a wall.
  fontSize: maybe(numberBetween(1, 5_000)),
  fontFamily: maybe(fontName),
  fontWeight: maybe(weight),
  textAlign: maybe(z.enum(['left', 'center', 'right', 'justify'])),
  rotation: maybe(numberBetween(-360, 360)),
  opacity: maybe(numberBetween(0, 1)),
  shadow: maybe(shadow),
  borderRadius: maybe(numberBetween(0, FAR)),
  backgroundColor: maybe(color),
  color: maybe(color),
  borderColor: maybe(color),
  borderWidth: maybe(numberBetween(0, 500)),
});

const component = z.object({
  type: z.enum(COMPONENT_TYPES),
  subtype: maybe(z.string().regex(/^[\w -]{1,40}$/, 'must be a word')),
  content: maybe(content),
  position: z.object({ x: numberBetween(-FAR, FAR), y: numberBetween(-FAR, FAR) }),
  size: z.object({ width: numberBetween(0, FAR), height: numberBetween(0, FAR) }),
  style: style.prefault({}),
  layer: numberBetween(-10_000, 10_000).pipe(z.int()).default(0),
});

const listOfAtMost = (most: number): z.ZodType<readonly Component[]> => z.array(component).min(1).max(most);

/** What a model may answer as a list of components. Keys nobody knows are left out. */
export const componentList = listOfAtMost(200);
/** The same for a design that somebody made: as much as a model can be given. */
export const refinedList = listOfAtMost(4_000);
