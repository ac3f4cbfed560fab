import { z } from 'zod';
import { componentList, refinedList } from './component-schema.js';
import { safeFabric } from './safe-fabric.js';
import { fontName, hexColor, maybe } from './values.js';

const palette = z.array(hexColor).max(20).prefault([]);
const fonts = z.array(fontName).max(20);

const design = z.object({
  components: componentList,
  palette,
  fonts: fonts.prefault([]),
  background: hexColor.prefault('#FFFFFF'),
});

const refinement = design.extend({
  components: refinedList,
  /** Fabric objects, from a model that was given some and gives them back; without them the components count. */
  objects: z.unknown().optional().transform(safeFabric),
});

const logo = design.extend({
  variations: z
    .array(z.object({ components: componentList }))
    .max(6)
    .prefault([]),
});

const colorPalette = z.object({
  // More than five is too much of a good thing, fewer are no palette.
  colors: z
    .array(hexColor)
    .min(5)
    .max(20)
    .transform((colors) => colors.slice(0, 5)),
});

const pairing = z.object({
  heading: fontName,
  body: fontName,
  rationale: maybe(z.string().max(1_000)).transform((text) => text?.toWellFormed() ?? ''),
});

const fontSuggestion = z.object({ fonts: fonts.min(1), pairings: z.array(pairing).max(20).prefault([]) });

/** The answer a model has to give, by what it is asked for. A picture is no JSON and has no schema. */
export const ANSWERS = {
  layout: design,
  refinement,
  logo,
  color_palette: colorPalette,
  font_suggestion: fontSuggestion,
};

export type WrittenKind = keyof typeof ANSWERS;
export type DesignAnswer = z.infer<typeof design>;
export type RefinementAnswer = z.infer<typeof refinement>;
export type LogoAnswer = z.infer<typeof logo>;
