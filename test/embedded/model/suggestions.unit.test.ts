import { expect } from 'chai';
import { PROMPTS } from './prompts.js';
import { coloursOf, contrastOf, faint, outside, overlapping, textFor, type Answer } from './support.js';

const NAMES = [
  'Brotliebe',
  'Nimbus Cloud',
  'Alpine Tours',
  'Kettle & Crane',
  'Ünal Çelik Mobilya',
  '🚀',
  'Logo for "Ledgerly"',
  '',
];
const CANVAS = { width: 1000, height: 600 };

const logoFor = (prompt: string, more: object = {}): Answer =>
  JSON.parse(textFor({ task: 'logo', prompt, canvas: CANVAS, industry: 'Bakery', ...more }));

describe('local model: logos', () => {
  const logos = NAMES.map((name) => logoFor(name));
  const sheets = logos.flatMap((logo) =>
    logo.variations!.map((each) => ({ ...logo, components: each.components })),
  );

  it('come in three variations, of which the first is the answer', () => {
    expect(logos.every(({ variations }) => variations!.length === 3)).to.equal(true);
    expect(
      logos.every(({ variations, components }) => variations![0]!.components.length === components.length),
    ).to.equal(true);
  });

  it('stay inside the canvas', () => {
    expect(sheets.flatMap((sheet) => outside(sheet, CANVAS))).to.deep.equal([]);
  });

  it('are legible', () => {
    expect(sheets.flatMap(faint)).to.deep.equal([]);
  });

  it('let no two texts overlap', () => {
    expect(sheets.flatMap(overlapping)).to.deep.equal([]);
  });

  it('carry the name', () => {
    const words = logoFor('Kettle & Crane').components.map(({ content }) => content?.replaceAll('\n', ' '));
    expect(words).to.include('Kettle & Crane');
  });

  it('take the name out of quotes', () => {
    expect(logoFor('Logo for "Ledgerly"').components.map(({ content }) => content)).to.include('Ledgerly');
  });

  it('use given colours', () => {
    const used = coloursOf(logoFor('Brotliebe', { colors: ['#7C2D12', '#FDE68A'] }));
    expect([...used]).to.include.members(['#7C2D12', '#FDE68A']);
  });
});

const colorsFor = (prompt: string, more: object = {}): readonly string[] =>
  (JSON.parse(textFor({ task: 'color_palette', prompt, ...more })) as { colors: string[] }).colors;

describe('local model: palettes', () => {
  it('have five different colours', () => {
    expect(PROMPTS.every((prompt) => new Set(colorsFor(prompt)).size === 5)).to.equal(true);
  });

  it('write them as #RRGGBB', () => {
    expect(
      PROMPTS.flatMap((prompt) => colorsFor(prompt)).every((colour) => /^#[0-9A-F]{6}$/.test(colour)),
    ).to.equal(true);
  });

  it('have a pair that text can be set in', () => {
    const weak = PROMPTS.filter((prompt) => {
      const colors = colorsFor(prompt);
      return !colors.some((a) => colors.some((b) => contrastOf(a, b) >= 4.5));
    });
    expect(weak).to.deep.equal([]);
  });

  it('are blue for the ocean and green for the forest', () => {
    const [ocean, forest] = [colorsFor('ocean')[0]!, colorsFor('forest')[0]!];
    const part = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
    expect(part(ocean, 5)).to.be.greaterThan(part(ocean, 1));
    expect(part(forest, 3)).to.be.greaterThan(part(forest, 1));
  });

  it('begin with the given colours', () => {
    expect(colorsFor('anything', { colors: ['#123456', '#ABC'] }).slice(0, 2)).to.deep.equal([
      '#123456',
      '#AABBCC',
    ]);
  });
});

describe('local model: fonts', () => {
  const answer = JSON.parse(
    textFor({ task: 'font_suggestion', prompt: '', style: 'elegant', purpose: 'wedding' }),
  ) as {
    fonts: string[];
    pairings: { heading: string; body: string; rationale: string }[];
  };

  it('come in pairs with a reason', () => {
    expect(answer.pairings).to.have.length(4);
    expect(answer.pairings.every(({ rationale }) => rationale.length > 10)).to.equal(true);
  });

  it('name every face of the pairs', () => {
    expect(answer.fonts).to.include.members(answer.pairings.map(({ heading }) => heading));
  });

  it('suit the style: elegant first', () => {
    expect(answer.pairings[0]!.heading).to.equal('Cormorant Garamond');
  });
});
