// What an instruction asks for, word by word: several wishes may stand in one sentence.
import { oklch, parseHex, type Hex } from '../colour/colour.js';
import { NAMED } from '../colour/hues.js';
import { FONT_PAIRS } from '../text/fonts.js';
import { capitalised, shortened } from '../text/graphemes.js';

export type Target = 'heading' | 'text' | 'button' | 'picture' | 'background' | 'all';

export type Change =
  | Readonly<{ kind: 'lightness'; darker: boolean }>
  | Readonly<{ kind: 'colour'; colour: Hex; target: Target }>
  | Readonly<{ kind: 'size'; factor: number; target: Target }>
  | Readonly<{ kind: 'space'; factor: number }>
  | Readonly<{ kind: 'add'; what: 'button' | 'text' | 'picture'; words: string }>
  | Readonly<{ kind: 'remove'; target: Target }>
  | Readonly<{ kind: 'font'; family: string }>
  | Readonly<{ kind: 'corners'; round: boolean }>
  | Readonly<{ kind: 'words'; target: Target; words: string }>
  | Readonly<{ kind: 'contrast' }>;

const TARGETS: readonly (readonly [Target, RegExp])[] = [
  ['heading', /\b(?:headline|heading|title|header|überschrift|titel)s?\b/iu],
  ['button', /\b(?:buttons?|cta|call to action|knopf|schaltfläche)\b/iu],
  ['background', /\b(?:backgrounds?|hintergrund)\b/iu],
  ['picture', /\b(?:images?|pictures?|photos?|illustrations?|shapes?|icons?|bild(?:er)?)\b/iu],
  ['text', /\b(?:texts?|copy|paragraphs?|body|sublines?|captions?|schrift)\b/iu],
];

const targetIn = (part: string, otherwise: Target): Target =>
  TARGETS.find(([, pattern]) => pattern.test(part))?.[0] ?? otherwise;

const SHADES: Readonly<Record<string, Hex>> = {
  ...{ black: '#111111', schwarz: '#111111', white: '#FFFFFF', weiß: '#FFFFFF' },
  ...{
    grey: '#8A8F98',
    gray: '#8A8F98',
    grau: '#8A8F98',
    navy: '#14284B',
    beige: '#EFE3CF',
    brown: '#7A4B2A',
  },
};

const namedColour = (part: string): Hex | undefined => {
  const words = part.toLowerCase().split(/[^\p{L}]+/u);
  const shade = words.map((word) => SHADES[word]).find((colour) => colour !== undefined);
  const hue = words.map((word) => NAMED.get(word)).find((each) => each !== undefined);
  const light = /\b(?:light|pale|hell)/iu.test(part)
    ? 0.82
    : /\b(?:dark|deep|dunkel)/iu.test(part)
      ? 0.36
      : 0.58;
  return shade ?? (hue === undefined ? undefined : oklch(light, 0.18, hue));
};

const colourIn = (part: string): Hex | undefined => {
  const code = /#[0-9a-f]{6}\b|#[0-9a-f]{3}\b/iu.exec(part)?.[0];
  return code === undefined ? namedColour(part) : parseHex(code);
};

const QUOTED = /["“”„«]([^"“”„»]{1,80})["“”»]|'([^']{1,80})'/u;

const quotedIn = (part: string): string | undefined => {
  const match = QUOTED.exec(part);
  return match?.[1] ?? match?.[2];
};

type Reader = (part: string) => Change | undefined;

const has = (part: string, pattern: RegExp): boolean => pattern.test(part);

const readAdd: Reader = (part) => {
  if (!has(part, /\b(?:add|insert|include|put|hinzufügen|ergänze|füge)\b/iu)) return undefined;
  const target = targetIn(part, 'text');
  const what = target === 'button' ? 'button' : target === 'picture' ? 'picture' : 'text';
  const said =
    quotedIn(part) ?? /\b(?:saying|labelled|labeled|with the text|for)\s+(.{2,40})$/iu.exec(part)?.[1];
  return {
    kind: 'add',
    what,
    words: capitalised(shortened(said ?? (what === 'button' ? 'Learn more' : 'Good to know'), 60)),
  };
};

const readRemove: Reader = (part) =>
  has(part, /\b(?:remove|delete|drop|without|hide|entferne|lösche)\b/iu)
    ? { kind: 'remove', target: targetIn(part, 'picture') }
    : undefined;

const readWords: Reader = (part) => {
  const words = quotedIn(part);
  const asked =
    words !== undefined && has(part, /\b(?:change|set|rename|replace|say|says|to|read|ändere|in)\b/iu);
  return asked ? { kind: 'words', target: targetIn(part, 'heading'), words } : undefined;
};

const readSpace: Reader = (part) => {
  if (
    !has(
      part,
      /\b(?:space|spacing|whitespace|white space|airy|breathing room|margins?|padding|platz|luft)\b/iu,
    )
  ) {
    return undefined;
  }
  return { kind: 'space', factor: has(part, /\b(?:less|tighter|smaller|reduce|weniger)\b/iu) ? 1.07 : 0.9 };
};

const readSize: Reader = (part) => {
  const grows = has(part, /\b(?:bigger|larger|large|big|huge|increase|enlarge|größer\w*)\b/iu);
  const shrinks = has(part, /\b(?:smaller|small|decrease|shrink|reduce|kleiner\w*)\b/iu);
  if (!grows && !shrinks) return undefined;
  return { kind: 'size', factor: grows ? 1.3 : 0.78, target: targetIn(part, 'text') };
};

const readFont: Reader = (part) => {
  const faces = FONT_PAIRS.flatMap(({ heading, body }) => [heading, body]);
  const named = faces.find((face) => part.toLowerCase().includes(face.toLowerCase()));
  if (named !== undefined && !/^(?:inter)$/iu.test(named)) return { kind: 'font', family: named };
  if (has(part, /\bsans\b/iu) || has(part, /\bmodern (?:font|type)/iu))
    return { kind: 'font', family: 'Inter' };
  if (has(part, /\b(?:serif|elegant|classic|serifen)\b/iu))
    return { kind: 'font', family: 'Playfair Display' };
  return has(part, /\b(?:playful|friendly|rounded) (?:font|type)/iu)
    ? { kind: 'font', family: 'Nunito' }
    : undefined;
};

const readCorners: Reader = (part) => {
  if (has(part, /\b(?:round|rounded|rounder|soft(?:er)? corners|abgerundet\w*)\b/iu))
    return { kind: 'corners', round: true };
  return has(part, /\b(?:sharp|sharper|square|squared|angular|eckig\w*)\b/iu)
    ? { kind: 'corners', round: false }
    : undefined;
};

const readColour: Reader = (part) => {
  const colour = colourIn(part);
  return colour === undefined ? undefined : { kind: 'colour', colour, target: targetIn(part, 'all') };
};

const readLightness: Reader = (part) => {
  if (has(part, /\b(?:darker|dark|dunkler|dunkel|night)\b/iu)) return { kind: 'lightness', darker: true };
  return has(part, /\b(?:lighter|brighter|light|bright|heller|hell)\b/iu)
    ? { kind: 'lightness', darker: false }
    : undefined;
};

const readContrast: Reader = (part) =>
  has(part, /\b(?:contrast|readable|legible|kontrast|lesbar\w*|accessible)\b/iu)
    ? { kind: 'contrast' }
    : undefined;

/** The first that understands a part is the one that counts. */
const READERS: readonly Reader[] = [
  ...[
    readAdd,
    readRemove,
    readWords,
    readContrast,
    readSpace,
    readFont,
    readCorners,
    readColour,
    readSize,
    readLightness,
  ],
];

const EDGE =
  /(?:[,;.!]|\band\b|\bund\b|\bthen\b)(?=(?:[^"“”„«»']*["“”„«»'][^"“”„«»']*["“”„«»'])*[^"“”„«»']*$)/iu;

/** The changes in the order in which they are named; legibility when nothing was understood. */
export const changesIn = (instruction: string): readonly Change[] => {
  const parts = instruction.slice(0, 2000).split(EDGE);
  const changes = parts.flatMap((part) => {
    const found = READERS.map((reader) => reader(part)).find((change) => change !== undefined);
    return found ?? [];
  });
  return changes.length === 0 ? [{ kind: 'contrast' }] : changes;
};
