import { expect } from 'chai';
import fc from 'fast-check';
import {
  designFor,
  faint,
  outside,
  overlapping,
  smallestRatio,
  textFor,
  typeSizes,
  type Answer,
  type Wish,
} from './support.js';

const WEIRD = [
  '',
  '   ',
  '🎉',
  '👩‍👩‍👧‍👦 family brunch 🥐☕',
  'مقهى صغير في وسط المدينة مع قهوة عربية',
  'בית קפה קטן בתל אביב',
  '東京の小さなラーメン屋のポスター',
  '"',
  "'",
  '"""',
  '“Größe” — ‘it’s’ <b>bold</b>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)> Sale & more',
  'a'.repeat(2000),
  'Donaudampfschifffahrtsgesellschaftskapitän '.repeat(40),
  'word '.repeat(400),
  '{"prompt":"nested"}',
  '\u0000\u0007\u200b\u202e reversed',
  '\ud800 lonely surrogate',
  'for with and',
  '1234567890',
  '!!!???...',
  'https://example.com/very/long/path?with=query',
];

const prompts = fc.oneof(
  fc.constantFrom(...WEIRD),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 120 }),
);
const sides = fc.integer({ min: 100, max: 4000 });
const wishes = fc.record(
  {
    prompt: prompts,
    canvas: fc.record({ width: sides, height: sides }),
    design_type: fc.constantFrom('graphic', 'ui_ux', 'logo'),
    placement: fc.constantFrom('grid', 'centered', 'layered', 'flow', 'symmetrical'),
    style: fc.constantFrom('dark', 'minimal', 'bold', 'pastel', 'vintage'),
    colors: fc.array(fc.stringMatching(/^#[0-9a-f]{6}$/), { maxLength: 6 }),
  },
  { requiredKeys: ['prompt', 'canvas'] },
);

const RUNS = { numRuns: 250, seed: 20_260_119 };

type Canvas = Readonly<{ width: number; height: number }>;

const composed = new Map<string, Answer>();

/** Every rule sees the same wishes: each design is composed once. */
const designOnce = (wish: Wish): Answer => {
  const key = JSON.stringify(wish);
  const design = composed.get(key) ?? designFor(wish);
  composed.set(key, design);
  return design;
};

const holds = (rule: (design: Answer, canvas: Canvas) => void): void =>
  fc.assert(
    fc.property(wishes, (wish) => {
      rule(designOnce(wish), wish.canvas);
    }),
    RUNS,
  );

describe('local model: any prompt on any canvas from 100 to 4000 pixels', () => {
  it('keeps every component inside the canvas', () => {
    holds((design, canvas) => expect(outside(design, canvas)).to.deep.equal([]));
  });

  it('lets no two texts overlap', () => {
    holds((design) => expect(overlapping(design)).to.deep.equal([]));
  });

  it('keeps every text legible', () => {
    holds((design) => expect(faint(design)).to.deep.equal([]));
  });

  it('uses three sizes of type, a fifth apart or more', () => {
    holds((design) => {
      if (design.variations !== undefined) return;
      expect(typeSizes(design).length).to.be.at.least(3);
      expect(smallestRatio(typeSizes(design))).to.be.at.least(1.2);
    });
  });

  it('says something', () => {
    holds((design) =>
      expect(design.components.some(({ content }) => (content ?? '').trim() !== '')).to.equal(true),
    );
  });

  it('has every given colour in it', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        const design = JSON.stringify(designOnce(wish));
        for (const colour of wish.colors ?? []) expect(design).to.include(colour.toUpperCase());
      }),
      RUNS,
    );
  });

  it('never writes half a character', () => {
    fc.assert(
      fc.property(wishes, (wish) => {
        expect(JSON.stringify(designOnce(wish)).isWellFormed()).to.equal(true);
      }),
      RUNS,
    );
  });

  it('answers the same twice', () => {
    fc.assert(
      fc.property(wishes, fc.integer(), (wish, seed) => {
        expect(textFor(wish, String(seed))).to.equal(textFor(wish, String(seed)));
      }),
      { ...RUNS, numRuns: 60 },
    );
  });
});

describe('local model: mark-up in a prompt', () => {
  it('does not reach the design', () => {
    const text = textFor({ task: 'layout', prompt: '<script>alert(1)</script> Tea house <b>bold</b>' });
    expect(text).to.not.match(/<\/?(?:script|b)>/);
  });
});
