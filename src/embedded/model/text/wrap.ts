import { graphemes } from './graphemes.js';
import { textWidth, type Font } from './measure.js';

type Wrapping = Readonly<{ width: number; font: Font }>;

const cutWord = (word: string, { width, font }: Wrapping): readonly string[] => {
  const pieces: string[] = [];
  let piece = '';
  for (const character of graphemes(word)) {
    if (piece !== '' && textWidth(piece + character, font) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
};

/** The width of the widest word. */
export const widestWord = (text: string, font: Font): number =>
  Math.max(0, ...text.split(/\s+/u).map((word) => textWidth(word, font)));

/** Lines no wider than `width`; a word that is wider alone is cut. */
export const wrapped = (text: string, wrapping: Wrapping): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  const words = text.split(/\s+/u).filter((word) => word !== '');
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, wrapping.font) <= wrapping.width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = cutWord(word, wrapping);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
};

/** As many lines, but of similar length: no single word alone on the last line. */
export const balanced = (text: string, wrapping: Wrapping): readonly string[] => {
  const best = wrapped(text, wrapping);
  if (best.length < 2) return best;
  for (let share = 0.6; share < 1; share += 0.05) {
    const width = wrapping.width * share;
    if (widestWord(text, wrapping.font) > width) continue;
    const narrower = wrapped(text, { ...wrapping, width });
    if (narrower.length === best.length) return narrower;
  }
  return best;
};

/** The first lines, the last of them ending in … because more would have come. */
export const truncated = (lines: readonly string[], count: number, wrapping: Wrapping): readonly string[] => {
  if (lines.length <= count) return lines;
  const kept = lines.slice(0, count);
  const last = [...graphemes(kept.at(-1) ?? '')];
  while (last.length > 0 && textWidth(`${last.join('')}…`, wrapping.font) > wrapping.width) last.pop();
  return [...kept.slice(0, -1), `${last.join('').replace(/[\s,;:.–-]+$/u, '')}…`];
};
