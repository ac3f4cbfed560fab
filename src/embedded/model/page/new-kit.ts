import type { Brief } from '../brief.js';
import { paletteFor } from '../colour/palette.js';
import { plainText, wordsOf } from '../copy/clean.js';
import { copyFor, type Copy } from '../copy/copy.js';
import { ART_KINDS, pictured } from '../art/kinds.js';
import { randomFrom, type Random } from '../random.js';
import { suitablePairs } from '../text/fonts.js';
import { typeScale } from '../text/scale.js';
import type { Kit, Look } from './kit.js';
import type { Rect } from './rect.js';
import { newSheet } from './sheet.js';

/** Sequences of chance for the parts of one design; those that do not name the canvas survive a resize. */
export const chances = (brief: Brief, seed: string): ((part: string) => Random) => {
  const said = [brief.prompt, brief.style, brief.industry, brief.purpose, brief.colours.join(), seed].join(
    '\n',
  );
  return (part) => randomFrom(`${part}\n${said}`);
};

/** The words that set the mood of a design. */
export const moodWords = (brief: Brief): readonly string[] =>
  wordsOf(brief.style, plainText(brief.prompt), brief.industry, brief.purpose);

/** The size of running text in pixels for this canvas. */
const bodySize = (brief: Brief): number => {
  const { width, height } = brief.canvas;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const middle = Math.sqrt(short * long);
  if (long / short > 3) return short / 7.5;
  return brief.designType === 'ui_ux'
    ? Math.max(middle / 55, Math.min(16.5, short / 23), height > width * 1.5 ? short / 28 : 0)
    : middle / 39;
};

const lookOf = (copy: Copy, unit: number, random: Random): Look => {
  const usual = random.pick(copy.topic === undefined ? ART_KINDS : copy.topic.art);
  return { ...shapeOf(unit, random), art: pictured(copy.words) ?? usual };
};

const shapeOf = (unit: number, random: Random): Omit<Look, 'art'> => ({
  radius: unit * random.pick([0.15, 0.6, 1, 1.4]),
  buttons: random.pick(['square', 'soft', 'pill', 'pill']),
  capitals: random.chance(0.6),
  shadows: random.chance(0.6),
  mirrored: random.chance(0.4),
});

const MARGIN = 0.072;

/** What a design for this brief is drawn with; `share` makes its type smaller. */
export const newKit = (brief: Brief, seed: string, share: number): Kit => {
  const { width, height } = brief.canvas;
  const chance = chances(brief, seed);
  const words = moodWords(brief);
  const unit = Math.max(3.4, bodySize(brief) * share);
  const page: Rect = { x: 0, y: 0, w: width, h: height };
  const copy = copyFor(brief, chance('copy'));
  const [fonts] = suitablePairs(new Set(words), chance('fonts'));
  if (fonts === undefined) throw new RangeError('no fonts');
  const margin = Math.min(width, height) * MARGIN;
  return {
    ...{ page, margin, unit, copy, fonts, brief },
    sheet: newSheet(width, height),
    gap: Math.max(2, Math.min(margin, unit * 2)),
    random: chance(`drawing ${width}x${height}`),
    palette: paletteFor({ words, given: brief.colours, random: chance('palette') }),
    scale: typeScale(unit, chance('scale')),
    look: lookOf(copy, unit, chance('look')),
  };
};
