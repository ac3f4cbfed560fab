// Small values in the answers of models: strict in what they may be, lenient in how they are spelled.
import { z } from 'zod';

const NUMBER_TEXT = /^-?\d{1,7}(?:\.\d{1,9})?(?:px|deg)?$/;

/** Models like to write "24px" for 24. */
const unquoted = (value: unknown): unknown =>
  typeof value === 'string' && NUMBER_TEXT.test(value.trim()) ? Number.parseFloat(value) : value;

/** A finite number within bounds. */
export const numberBetween = (low: number, high: number) =>
  z.preprocess(unquoted, z.number().min(low).max(high));

/** Absent and null are the same. */
export const maybe = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => value ?? undefined, schema.optional());

const KEYWORDS = new Set(
  (
    'none transparent white black red green blue yellow orange purple pink brown gray grey silver gold navy ' +
    'teal maroon olive lime aqua cyan magenta fuchsia indigo violet beige ivory coral crimson salmon tan khaki'
  ).split(' '),
);
const HEX = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;
const RGB = /^rgba?\( *\d{1,3}(?: *, *\d{1,3}){2}(?: *, *(?:0|1|[01]?\.\d{1,6}))? *\)$/i;

/** A CSS colour: hexadecimal, rgb(), rgba() or a common name. No gradients, variables or addresses. */
export const color = z
  .string()
  .max(40)
  .transform((text) => text.trim())
  .refine((text) => HEX.test(text) || RGB.test(text) || KEYWORDS.has(text.toLowerCase()), {
    error: 'must be a colour such as #1A2B3C',
  });

const doubled = (hex: string): string => (hex.length === 4 ? hex.replaceAll(/[^#]/g, '$&$&') : hex);

/** `#RRGGBB` in capitals; `#RGB` is understood. */
export const hexColor = z
  .string()
  .regex(/^\s*#(?:[0-9a-f]{3}|[0-9a-f]{6})\s*$/i, 'must be a colour such as #1A2B3C')
  .transform((text) => doubled(text.trim()).toUpperCase());

export const fontName = z
  .string()
  .max(100)
  .transform((text) => text.trim())
  .refine((text) => /^[\p{L}\p{N} ,'"._-]+$/u.test(text), { error: 'must be the name of a font' });
