// A wide view in layers that fade with distance: hills, dunes or waves under a sky.
import { mix, oklch, type Hex } from '../colour/colour.js';
import type { Palette } from '../colour/palette.js';
import type { Random } from '../random.js';

export type Frame = Readonly<{ width: number; height: number }>;
type View = Frame & Readonly<{ palette: Palette; random: Random }>;

const LAYERS = 5;

const fixed = (value: number): string => value.toFixed(1);

const circle = ([x, y, radius]: readonly [number, number, number], paint: string): string =>
  `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${fixed(radius)}" ${paint}/>`;

const ridge = ({ width, height, random }: View, level: number, rough: number): string => {
  const steps = 6;
  const points = Array.from({ length: steps + 1 }, (_, step) => ({
    x: (width * step) / steps,
    y: height * level + random.between(-1, 1) * height * rough,
  }));
  const [first] = points;
  const half = width / steps / 2;
  const curves = points.slice(1).map(({ x, y }, index) => {
    const from = points[index]?.y ?? y;
    const bend = fixed(x - half);
    return `C${bend},${fixed(from)} ${bend},${fixed(y)} ${fixed(x)},${fixed(y)}`;
  });
  return `M0,${height} L0,${(first?.y ?? 0).toFixed(1)} ${curves.join(' ')} L${width},${height} Z`;
};

const stars = ({ width, height, random }: View, fill: Hex): string =>
  Array.from({ length: 60 }, () => {
    const [x, y] = [random.between(0, width), random.between(0, height * 0.55)];
    const radius = height * random.between(0.0008, 0.0026);
    return circle([x, y, radius], `fill="${fill}"`);
  }).join('');

/** The body of an SVG: sky, sun or moon, five layers. */
export const vista = (view: View, wish: Readonly<{ dark: boolean }>): string => {
  const { width, height, palette, random } = view;
  const high = wish.dark ? palette.dark : mix(palette.light, palette.secondary, 0.55);
  const low = wish.dark ? mix(palette.dark, palette.primary, 0.45) : mix(palette.light, palette.accent, 0.35);
  const [x, y] = [width * random.between(0.25, 0.75), height * random.between(0.26, 0.4)];
  const radius = Math.min(width, height) * random.between(0.08, 0.13);
  const sun = wish.dark ? palette.light : oklch(0.85, 0.14, random.between(60, 95));
  const sky = `sky-${random.int(1, 999_999)}`;
  const rough = random.between(0.03, 0.085);
  const near = wish.dark
    ? mix(palette.dark, palette.primary, 0.25)
    : mix(palette.primary, palette.dark, 0.55);
  const layers = Array.from({ length: LAYERS }, (_, layer) => {
    const depth = layer / (LAYERS - 1);
    const fill = mix(mix(low, palette.primary, 0.45), near, depth);
    return `<path d="${ridge(view, 0.5 + depth * 0.36, rough * (1.2 - depth * 0.5))}" fill="${fill}"/>`;
  });
  return [
    `<defs><linearGradient id="${sky}" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${high}"/>`,
    `<stop offset="0.75" stop-color="${low}"/></linearGradient></defs>`,
    `<rect width="${width}" height="${height}" fill="url(#${sky})"/>`,
    wish.dark ? stars(view, palette.light) : '',
    circle([x, y, radius * 1.7], `fill="${sun}" opacity="0.18"`),
    circle([x, y, radius], `fill="${sun}"`),
    ...layers,
  ].join('');
};
