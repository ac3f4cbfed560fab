// Asks the composer, and judges what it answers: by rules of its own, not by the composer's.
import { answer } from '#embedded/model/answer.js';
import { briefOf } from '#embedded/model/brief.js';

export interface Part {
  readonly type: string;
  readonly subtype?: string;
  readonly content?: string;
  readonly position: { readonly x: number; readonly y: number };
  readonly size: { readonly width: number; readonly height: number };
  readonly style: Readonly<Record<string, string | number | undefined>>;
  readonly layer: number;
}

export interface Answer {
  readonly components: readonly Part[];
  readonly palette: readonly string[];
  readonly fonts: readonly string[];
  readonly background: string;
  readonly variations?: readonly { readonly components: readonly Part[] }[];
}

export type Wish = Readonly<Record<string, unknown>>;

/** The raw text of the answer to a brief. */
export const textFor = (wish: Wish, seed = ''): string =>
  answer(briefOf([{ role: 'user', content: JSON.stringify(wish) }])!, seed);

export const designFor = (wish: Wish, seed = ''): Answer =>
  JSON.parse(textFor({ task: 'layout', ...wish }, seed));

export const isText = ({ content }: Part): boolean => typeof content === 'string' && content.trim() !== '';

export const outside = (
  design: Answer,
  { width, height }: { width: number; height: number },
): readonly Part[] =>
  design.components.filter(
    ({ position: { x, y }, size }) =>
      x < 0 ||
      y < 0 ||
      size.width <= 0 ||
      size.height <= 0 ||
      x + size.width > width ||
      y + size.height > height,
  );

const meet = (a: Part, b: Part): boolean =>
  a.position.x < b.position.x + b.size.width &&
  b.position.x < a.position.x + a.size.width &&
  a.position.y < b.position.y + b.size.height &&
  b.position.y < a.position.y + a.size.height;

/** Pairs of texts whose boxes share a pixel. */
export const overlapping = (design: Answer): readonly string[] => {
  const texts = design.components.filter(isText);
  return texts.flatMap((a, index) =>
    texts.slice(index + 1).flatMap((b) => (meet(a, b) ? [`${a.content} / ${b.content}`] : [])),
  );
};

const channel = (hex: string, at: number): number => {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

const luminance = (hex: string): number =>
  0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);

export const contrastOf = (a: string, b: string): number => {
  const [low, high] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high! + 0.05) / (low! + 0.05);
};

const paints = (part: Part, x: number, y: number): boolean => {
  const { position, size } = part;
  if (isText(part) && part.style['backgroundColor'] === undefined) return false;
  if (x < position.x || y < position.y || x > position.x + size.width || y > position.y + size.height)
    return false;
  if (part.subtype !== 'circle' && part.type !== 'icon') return true;
  const radius = Math.min(size.width, size.height) / 2;
  return Math.hypot(x - position.x - radius, y - position.y - radius) <= radius;
};

const paintOf = ({ style }: Part): string => String(style['backgroundColor'] ?? style['fill']);

const groundAt = (design: Answer, text: Part, [x, y]: readonly [number, number]): string => {
  if (text.style['backgroundColor'] !== undefined) return String(text.style['backgroundColor']);
  const below = design.components.filter((part) => part.layer < text.layer && paints(part, x, y));
  const top = below.sort((a, b) => b.layer - a.layer)[0];
  return top === undefined ? design.background : paintOf(top);
};

/** The weakest contrast of a text against what is painted behind it, on seven by seven points of its box. */
export const weakest = (design: Answer, text: Part): number => {
  const colour = String(text.style['color'] ?? text.style['fill']);
  const steps = [0, 1, 2, 3, 4, 5, 6].map((step) => step / 6);
  const points = steps.flatMap((dx) =>
    steps.map(
      (dy) => [text.position.x + dx * text.size.width, text.position.y + dy * text.size.height] as const,
    ),
  );
  return Math.min(...points.map((point) => contrastOf(colour, groundAt(design, text, point))));
};

export const faint = (design: Answer): readonly string[] =>
  design.components
    .filter(isText)
    .filter((text) => weakest(design, text) < 4.5)
    .map(({ content, style }) => `${content} ${style['color'] ?? style['fill']}`);

export const typeSizes = (design: Answer): readonly number[] =>
  [...new Set(design.components.filter(isText).map(({ style }) => Number(style['fontSize'])))].sort(
    (a, b) => a - b,
  );

export const smallestRatio = (sizes: readonly number[]): number =>
  Math.min(...sizes.slice(1).map((size, index) => size / sizes[index]!));

export const coloursOf = (design: Answer): ReadonlySet<string> =>
  new Set(design.components.flatMap(({ style }) => Object.values(style).map(String)));

/**
 * Two components are the same when type, form, words and colour are, and place and size to within 2 % of the
 * canvas; only then would a person take one for the other.
 */
const twin = (canvas: { width: number; height: number }) => (a: Part, b: Part) => {
  const near = (one: number, other: number, whole: number): boolean => Math.abs(one - other) <= whole * 0.02;
  return (
    a.type === b.type &&
    a.subtype === b.subtype &&
    a.content === b.content &&
    paintOf(a) === paintOf(b) &&
    near(a.position.x, b.position.x, canvas.width) &&
    near(a.position.y, b.position.y, canvas.height) &&
    near(a.size.width, b.size.width, canvas.width) &&
    near(a.size.height, b.size.height, canvas.height)
  );
};

/** The share of the components, of the larger design, that have no twin of their own in the other. */
export const difference = (a: Answer, b: Answer, canvas: { width: number; height: number }): number => {
  const same = twin(canvas);
  const left = [...b.components];
  let twins = 0;
  for (const part of a.components) {
    const found = left.findIndex((other) => same(part, other));
    if (found === -1) continue;
    left.splice(found, 1);
    twins += 1;
  }
  return 1 - twins / Math.max(a.components.length, b.components.length);
};
