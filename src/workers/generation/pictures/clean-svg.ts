// Writes an SVG anew from what is known to be harmless. Promises: shapes, texts, gradients and filters stay;
// scripts, event handlers, styles, embedded documents and everything that points outside the picture are gone.
// It refuses what it cannot read as plain XML rather than guess.
import { svgTokens, type SvgToken } from './svg-tokens.js';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const ELEMENTS = words(
  `svg g defs title desc path rect circle ellipse line polyline polygon text tspan linearGradient radialGradient
   stop clipPath mask pattern symbol use filter feGaussianBlur feOffset feMerge feMergeNode feColorMatrix feFlood
   feComposite feBlend feDropShadow feTurbulence feDisplacementMap feComponentTransfer feFuncR feFuncG feFuncB feFuncA`,
);

const ATTRIBUTES = words(
  `id x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points width height viewBox preserveAspectRatio version transform
   rotate pathLength fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
   stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color visibility display clip-path clip-rule mask filter
   offset stop-color stop-opacity gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits
   patternUnits patternContentUnits patternTransform filterUnits primitiveUnits in in2 result stdDeviation mode operator
   values type k1 k2 k3 k4 flood-color flood-opacity baseFrequency numOctaves seed stitchTiles scale xChannelSelector
   yChannelSelector tableValues slope intercept amplitude exponent font-family font-size font-weight font-style
   letter-spacing word-spacing text-anchor dominant-baseline alignment-baseline textLength lengthAdjust paint-order
   mix-blend-mode shape-rendering text-rendering vector-effect href role aria-label`,
);

const MOST_ELEMENTS = 20_000;
const DEEPEST = 64;

/** Points at nothing but a part of the picture itself. */
const isInside = (name: string, value: string): boolean => {
  if (name === 'href') return /^#[\w.-]+$/.test(value);
  if (/url\s*\(/i.test(value)) return /^url\(\s*#[\w.-]+\s*\)$/.test(value);
  // Whatever else CSS or XML could take for an address or a command.
  return !/[a-z]{4}:|\/\/|\\|@import|expression\s*\(/i.test(value);
};

const CODES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const escaped = (text: string): string =>
  text
    .replaceAll(CONTROL, '')
    .toWellFormed()
    .replaceAll(/[<>&"]/g, (sign) => CODES[sign] ?? '');

const openTag = ({ name, attributes, empty }: SvgToken & { type: 'open' }): string => {
  const kept = attributes
    .map(([key, value]) => [key === 'xlink:href' ? 'href' : key, value] as const)
    .filter(([key, value]) => ATTRIBUTES.has(key) && isInside(key, value))
    // The same attribute twice is no XML.
    .filter(([key], index, all) => all.findIndex(([other]) => other === key) === index)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const namespace = name === 'svg' ? ' xmlns="http://www.w3.org/2000/svg"' : '';
  return `<${name}${namespace}${kept.join('')}${empty ? '/' : ''}>`;
};

/** Every tag is closed in order, and there is one root: `svg`. */
const isTree = (tokens: readonly SvgToken[]): boolean => {
  const open: string[] = [];
  let roots = 0;
  for (const token of tokens) {
    if (token.type === 'close' && open.pop() !== token.name) return false;
    if (token.type === 'text' && open.length === 0 && token.text.trim() !== '') return false;
    if (token.type !== 'open') continue;
    if (open.length === 0) {
      roots += 1;
      if (token.name !== 'svg') return false;
    }
    if (!token.empty) open.push(token.name);
    if (open.length > DEEPEST) return false;
  }
  return open.length === 0 && roots === 1;
};

const write = (tokens: readonly SvgToken[]): string => {
  let text = '';
  /** Depth inside an element that is left out. */
  let hidden = 0;
  for (const token of tokens) {
    if (token.type === 'text') {
      if (hidden === 0) text += escaped(token.text);
    } else if (token.type === 'close') {
      if (hidden === 0) text += `</${token.name}>`;
      else hidden -= 1;
    } else if (hidden > 0 || !ELEMENTS.has(token.name)) {
      hidden += token.empty ? 0 : 1;
    } else {
      text += openTag(token);
    }
  }
  return text;
};

/** The same picture without anything that acts or points outside; undefined when it cannot be read. */
export const cleanSvg = (text: string): string | undefined => {
  const tokens = svgTokens(text.replace(/^\uFEFF/, '').trim());
  if (!tokens || tokens.length > 2 * MOST_ELEMENTS || !isTree(tokens)) return undefined;
  return write(tokens).trim();
};
