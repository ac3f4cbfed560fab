import type { Random } from '../random.js';

export type FontPair = Readonly<{
  heading: string;
  body: string;
  /** Weight of headings; some faces have one only. */
  weight: string;
  rationale: string;
  moods: readonly string[];
}>;

type Row = readonly [heading: string, body: string, weight: string, moods: string, rationale: string];

const ROWS: readonly Row[] = [
  [
    'Playfair Display',
    'Inter',
    '700',
    'elegant classic editorial food',
    'High-contrast serif above a quiet sans',
  ],
  ['Poppins', 'Open Sans', '700', 'modern playful friendly kids', 'Round geometric headings, open text'],
  ['Montserrat', 'Lora', '800', 'bold modern business travel', 'Wide sans for impact, warm serif to read'],
  [
    'Space Grotesk',
    'Inter',
    '700',
    'tech modern futuristic minimal',
    'Quirky grotesk with a neutral partner',
  ],
  ['DM Serif Display', 'DM Sans', '400', 'elegant food warm editorial', 'One family idea in serif and sans'],
  ['Oswald', 'Source Sans 3', '700', 'bold sport industrial news', 'Condensed headline, economical text'],
  ['Oswald', 'Work Sans', '600', 'music poster festival retro', 'Narrow poster letters over friendly text'],
  ['Fraunces', 'Work Sans', '700', 'organic vintage warm food nature', 'Soft old-style serif, plain sans'],
  ['Raleway', 'Merriweather', '800', 'elegant fashion business', 'Fine geometric sans and a sturdy serif'],
  ['Work Sans', 'Inter', '700', 'corporate minimal business tech', 'Two sober sans, told apart by weight'],
  ['Nunito', 'Nunito', '800', 'playful kids health friendly', 'Rounded ends in every size'],
  [
    'Cormorant Garamond',
    'Montserrat',
    '700',
    'luxury elegant wedding beauty',
    'Fine book face, wide small sans',
  ],
  ['Roboto Slab', 'Roboto', '700', 'industrial education tech vintage', 'Slab and sans of one skeleton'],
  ['Inter', 'Inter', '800', 'minimal modern tech corporate', 'One family, strong difference of weight'],
  ['Lora', 'Open Sans', '700', 'warm editorial nature health', 'Brushed serif above humanist text'],
  ['Merriweather', 'Source Sans 3', '700', 'classic editorial education law', 'Screen serif, compact sans'],
];

export const FONT_PAIRS: readonly FontPair[] = ROWS.map(([heading, body, weight, moods, rationale]) => ({
  heading,
  body,
  weight,
  rationale,
  moods: moods.split(' '),
}));

/** Pairs that suit the words, best first; chance decides among equals. */
export const suitablePairs = (words: ReadonlySet<string>, random: Random): readonly FontPair[] => {
  const score = (pair: FontPair): number => pair.moods.filter((mood) => words.has(mood)).length;
  return [...random.shuffled(FONT_PAIRS)].sort((a, b) => score(b) - score(a));
};
