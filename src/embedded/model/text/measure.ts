// How wide a text will be without having its font: advance widths by class of character, in hundredths of the
// font size, on the wide side of common sans faces; measured on the fonts this composer uses. A text never
// comes out much wider than estimated; with a narrow face it comes out narrower.
import { graphemes } from './graphemes.js';

export type Font = Readonly<{ size: number; family: string; weight: string }>;

const GROUPS: readonly (readonly [string, number])[] = [
  ["ijlI|!'.,:;·’‘", 30],
  [' frt()[]-/"“”„', 38],
  ['ckszxvy?J1–', 58],
  ['abdeghnopquäöüßéèáàñLFE*+=#$€', 63],
  ['023456789TZSBPYXRK_<>&', 67],
  ['ACDGHNUVÄÜÉ', 75],
  ['OQÖ', 78],
  ['mwM', 92],
  ['W%@…—', 103],
];

const WIDTHS = new Map(
  GROUPS.flatMap(([characters, width]) => characters.split(/(?:)/u).map((each) => [each, width])),
);

const FACES: Readonly<Record<string, number>> = {
  Montserrat: 1.1,
  Poppins: 1.07,
  'Work Sans': 1.04,
  Fraunces: 1.05,
  Merriweather: 1.04,
  'Playfair Display': 0.97,
  'DM Serif Display': 0.94,
  Roboto: 0.95,
  'Source Sans 3': 0.92,
  Oswald: 0.86,
  'Cormorant Garamond': 0.87,
};

const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const EAST_ASIAN = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/u;

const widthOf = (character: string): number => {
  const known = WIDTHS.get(character);
  if (known !== undefined) return known;
  if (PICTURE.test(character)) return 140;
  if (EAST_ASIAN.test(character)) return 104;
  return /\p{Lu}/u.test(character) ? 78 : 70;
};

/** Of a longer line the rest is taken to be like its beginning. */
const MEASURED = 2_000;

/** Estimated width in pixels of one line. */
export const textWidth = (text: string, font: Font): number => {
  if (text.length > MEASURED) {
    return (textWidth(text.slice(0, MEASURED), font) * text.length) / MEASURED;
  }
  const units = graphemes(text).reduce((sum, character) => sum + widthOf(character), 0);
  const bold = Number(font.weight) >= 600 ? 1.03 : 1;
  return (units / 100) * font.size * bold * (FACES[font.family] ?? 1);
};

/** Heights as the editor's canvas draws them: 1.13 of the size, and 1.16 of that from line to line. */
export const textHeight = (lines: number, size: number): number =>
  size * 1.13 * (1 + Math.max(0, lines - 1) * 1.16);
