// Harmonious colours from words, style and chance; colours the client gave come first and stay as they are.
import type { Random } from '../random.js';
import { oklch, toOklch, type Hex } from './colour.js';
import { huesIn } from './hues.js';

export type Palette = Readonly<{
  /** The page. */
  paper: Hex;
  /** Cards on it. */
  surface: Hex;
  /** A quiet coloured area. */
  tint: Hex;
  /** A heavy area. */
  deep: Hex;
  primary: Hex;
  secondary: Hex;
  accent: Hex;
  ink: Hex;
  /** The lightest and the darkest there is: texts. */
  light: Hex;
  dark: Hex;
  given: readonly Hex[];
}>;

export type PaletteWish = Readonly<{ words: readonly string[]; given: readonly Hex[]; random: Random }>;

type Mode = 'light' | 'dark' | 'bold' | 'pastel';

const MODE_WORDS: Readonly<Record<Mode, readonly string[]>> = {
  dark: [
    'dark',
    'dunkel',
    'night',
    'nacht',
    'neon',
    'luxury',
    'cinematic',
    'gaming',
    'cyberpunk',
    'futuristic',
  ],
  bold: ['bold', 'vibrant', 'loud', 'brutalist', 'pop', 'energetic', 'colorful', 'colourful', 'bunt', 'punk'],
  pastel: ['pastel', 'soft', 'playful', 'cute', 'baby', 'gentle', 'romantic', 'zart', 'watercolor'],
  light: [
    'minimal',
    'minimalist',
    'clean',
    'light',
    'corporate',
    'elegant',
    'hell',
    'professional',
    'simple',
  ],
};
const CHANCES: readonly Mode[] = ['light', 'light', 'light', 'dark', 'bold', 'pastel'];

const modeOf = ({ words, random }: PaletteWish): Mode => {
  const chosen = random.pick(CHANCES);
  const modes = ['dark', 'bold', 'pastel', 'light'] as const;
  return modes.find((mode) => words.some((word) => MODE_WORDS[mode].includes(word))) ?? chosen;
};

/** Steps around the colour circle: analogous, complementary, split, triadic. */
const HARMONIES: readonly (readonly [number, number])[] = [
  [32, -34],
  [38, 180],
  [150, 205],
  [28, 150],
  [-30, 168],
  [120, 240],
];

type Ground = Readonly<Pick<Palette, 'paper' | 'surface' | 'tint' | 'deep' | 'ink' | 'light' | 'dark'>>;

/** Dark yellow is mud: grounds between orange and green stay nearly grey. */
const muddy = (h: number): number => (h > 60 && h < 130 ? 0.4 : 1);

type Step = readonly [l: number, c: number];

/** Lightness and chroma of the page and its coloured area, by day. */
const DAYS: Readonly<Record<Exclude<Mode, 'dark'>, Readonly<{ paper: Step; tint: Step }>>> = {
  light: { paper: [0.975, 0.012], tint: [0.92, 0.045] },
  pastel: { paper: [0.945, 0.035], tint: [0.88, 0.065] },
  bold: { paper: [0.9, 0.1], tint: [0.83, 0.13] },
};

const nightGround = (h: number): Ground => {
  const dim = muddy(h);
  const light = oklch(0.985, 0.008, h);
  return {
    paper: oklch(0.2, 0.035 * dim, h),
    surface: oklch(0.265, 0.045 * dim, h),
    tint: oklch(0.33, 0.06 * dim, h),
    deep: oklch(0.15, 0.03 * dim, h),
    ...{ ink: light, light },
    dark: oklch(0.16, 0.03 * dim, h),
  };
};

const groundOf = (mode: Mode, h: number): Ground => {
  if (mode === 'dark') return nightGround(h);
  const dim = muddy(h);
  const { paper, tint } = DAYS[mode];
  const light = oklch(0.985, 0.008, h);
  const dark = oklch(0.21, 0.035 * dim, h);
  const surface = mode === 'light' ? '#FFFFFF' : light;
  const deep = oklch(0.3, 0.075 * dim, h);
  return { paper: oklch(...paper, h), tint: oklch(...tint, h), surface, deep, ink: dark, light, dark };
};

const VIVID: Readonly<Record<Mode, readonly [l: number, c: number]>> = {
  light: [0.55, 0.17],
  pastel: [0.62, 0.14],
  bold: [0.55, 0.22],
  dark: [0.72, 0.16],
};

/** Yellow is only yellow when it is light. */
const vivid = (l: number, c: number, hue: number): Hex => {
  const h = (hue + 360) % 360;
  return oklch(h > 72 && h < 118 ? Math.max(l, 0.8) : l, c, h);
};

/** The most colourful first: it leads. */
const leading = (given: readonly Hex[]): readonly Hex[] =>
  [...given].sort((a, b) => Number(toOklch(b).c >= 0.06) - Number(toOklch(a).c >= 0.06));

const baseHue = ({ words, random }: PaletteWish, lead: Hex | undefined): number => {
  const chance = random.between(0, 360);
  if (lead !== undefined && toOklch(lead).c >= 0.03) return toOklch(lead).h;
  const called = huesIn(words)[0];
  return called === undefined ? chance : (called + (chance / 360) * 24 - 12 + 360) % 360;
};

/** A palette for these words; deterministic for the random sequence. */
export const paletteFor = (wish: PaletteWish): Palette => {
  const mode = modeOf(wish);
  const [first, second, third] = leading(wish.given);
  const hue = baseHue(wish, first);
  const [near, far] = wish.random.pick(HARMONIES);
  const [l, c] = VIVID[mode];
  const chroma = c + wish.random.between(-0.02, 0.02);
  const called = huesIn(wish.words)[1];
  return {
    ...groundOf(mode, hue),
    primary: first ?? vivid(l + wish.random.between(-0.05, 0.03), chroma, hue),
    secondary: second ?? vivid(l + 0.1, chroma * 0.85, called ?? hue + near),
    accent: third ?? vivid(mode === 'dark' ? 0.78 : 0.7, chroma, hue + far),
    given: wish.given,
  };
};

/** Five colours that tell the palette: the given ones first. */
export const fiveOf = (palette: Palette): readonly Hex[] => {
  const { given, primary, secondary, accent, tint, ink, paper, deep, surface } = palette;
  const all = [...given, primary, secondary, accent, tint, ink, paper, deep, surface];
  return [...new Set(all)].slice(0, Math.max(5, new Set(given).size));
};
