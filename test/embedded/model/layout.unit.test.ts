import { expect } from 'chai';
import { CANVASES, PROMPTS } from './prompts.js';
import {
  coloursOf,
  designFor,
  difference,
  faint,
  outside,
  overlapping,
  smallestRatio,
  textFor,
  typeSizes,
} from './support.js';

const TYPES = ['graphic', 'ui_ux'] as const;

for (const [name, canvas] of Object.entries(CANVASES)) {
  describe(`local model: fifty prompts on a ${name} canvas`, () => {
    const designs = PROMPTS.map((prompt, index) => ({
      prompt,
      design: designFor({ prompt, canvas, design_type: TYPES[index % 2] }),
    }));
    const where = (broken: (design: (typeof designs)[number]['design']) => boolean): readonly string[] =>
      designs.filter(({ design }) => broken(design)).map(({ prompt }) => prompt);

    it('keeps every component inside the canvas', () => {
      expect(where((design) => outside(design, canvas).length > 0)).to.deep.equal([]);
    });

    it('lets no two texts overlap', () => {
      expect(designs.flatMap(({ design }) => overlapping(design))).to.deep.equal([]);
    });

    it('gives every text a contrast of 4.5 to 1 with what is behind it', () => {
      expect(designs.flatMap(({ design }) => faint(design))).to.deep.equal([]);
    });

    it('uses three sizes of type or more', () => {
      expect(where((design) => typeSizes(design).length < 3)).to.deep.equal([]);
    });

    it('keeps neighbouring sizes of type apart by a fifth', () => {
      expect(where((design) => smallestRatio(typeSizes(design)) < 1.2)).to.deep.equal([]);
    });

    it('makes any two of them different in three of ten components', () => {
      const alike = designs.flatMap((a, index) =>
        designs
          .slice(index + 1)
          .filter((b) => difference(a.design, b.design, canvas) < 0.3)
          .map((b) => `${a.prompt} = ${b.prompt}`),
      );
      expect(alike).to.deep.equal([]);
    });

    it('draws something, not only words', () => {
      expect(where((design) => design.components.length < 6)).to.deep.equal([]);
    });
  });
}

describe('local model: a layout', () => {
  const canvas = CANVASES.landscape;
  const prompt = PROMPTS[0];

  it('is byte for byte the same for the same brief and seed', () => {
    expect(textFor({ task: 'layout', prompt, canvas }, '7')).to.equal(
      textFor({ task: 'layout', prompt, canvas }, '7'),
    );
  });

  it('is another one for another seed', () => {
    expect(textFor({ task: 'layout', prompt, canvas }, '7')).to.not.equal(
      textFor({ task: 'layout', prompt, canvas }, '8'),
    );
  });

  it('shows all given colours', () => {
    const colors = ['#0EA5E9', '#F59E0B', '#111827', '#f43f5e'];
    const missing = PROMPTS.flatMap((each) => {
      const design = designFor({ prompt: each, canvas, colors });
      return colors.filter(
        (colour) =>
          !coloursOf(design).has(colour.toUpperCase()) || !design.palette.includes(colour.toUpperCase()),
      );
    });
    expect(missing).to.deep.equal([]);
  });

  it('stays legible in given colours that do not go together', () => {
    const colors = ['#FFFF00', '#FEFEFE', '#F5F5DC'];
    expect(PROMPTS.flatMap((each) => faint(designFor({ prompt: each, canvas, colors })))).to.deep.equal([]);
  });

  it('says the name that the prompt puts in quotes', () => {
    const design = designFor({ prompt, canvas });
    expect(design.components.some(({ content }) => content?.includes('Brotliebe'))).to.equal(true);
  });

  it('shows the date and the place of an event', () => {
    const design = designFor({ prompt: PROMPTS[1], canvas, design_type: 'graphic' });
    expect(design.components.map(({ content }) => content ?? '').join(' ')).to.match(/12 July/i);
  });

  it('shows the parts that the prompt lists', () => {
    const design = designFor({ prompt: PROMPTS[0], canvas, design_type: 'ui_ux', placement: 'grid' });
    expect(design.components.map(({ content }) => content?.replaceAll('\n', ' ') ?? '')).to.include.members([
      'Menu',
      'Opening hours',
    ]);
  });

  it('answers in German what is asked in German', () => {
    const design = designFor({ prompt: PROMPTS[12], canvas, design_type: 'ui_ux' });
    const words = design.components.map(({ content }) => content ?? '').join(' ');
    expect(words).to.match(/Mehr erfahren|Jetzt|Los geht|Kontakt/);
  });

  it('takes a prompt that is no JSON for a layout', () => {
    expect(designFor({ prompt: 'A quiet tea house' }).components.length).to.be.greaterThan(5);
  });
});

describe('local model: placement strategies', () => {
  const wish = { canvas: CANVASES.landscape, design_type: 'graphic' };

  for (const placement of ['centered', 'symmetrical'] as const) {
    it(`${placement}: the headline stands on the middle line`, () => {
      const off = PROMPTS.filter((prompt) => {
        const { components } = designFor({ ...wish, prompt, placement });
        const heading = components.find(({ type }) => type === 'header');
        const middle = (heading?.position.x ?? 0) + (heading?.size.width ?? 0) / 2;
        return Math.abs(middle - wish.canvas.width / 2) > 2;
      });
      expect(off).to.deep.equal([]);
    });
  }

  it('symmetrical: every component has its mirror image, or is its own', () => {
    const broken = PROMPTS.filter((prompt) => {
      const { components } = designFor({ ...wish, prompt, placement: 'symmetrical' });
      const centre = ({ position, size }: (typeof components)[number]): number => position.x + size.width / 2;
      return !components.every((a) =>
        components.some((b) => a.type === b.type && Math.abs(centre(a) + centre(b) - wish.canvas.width) <= 3),
      );
    });
    expect(broken).to.deep.equal([]);
  });

  it('grid: three boxes or more share a size', () => {
    const broken = PROMPTS.filter((prompt) => {
      const { components } = designFor({ ...wish, prompt, placement: 'grid' });
      const sizes = components.map(
        ({ size }) => `${Math.round(size.width / 4)}x${Math.round(size.height / 4)}`,
      );
      return !sizes.some((size) => sizes.filter((other) => other === size).length >= 3);
    });
    expect(broken).to.deep.equal([]);
  });

  it('layered: the words stand on a panel over something else', () => {
    const broken = PROMPTS.filter((prompt) => {
      const { components } = designFor({ ...wish, prompt, placement: 'layered' });
      const heading = components.find(({ type }) => type === 'header');
      const under = components.filter(
        ({ layer, position, size }) =>
          heading !== undefined &&
          layer < heading.layer &&
          position.x <= heading.position.x &&
          position.y <= heading.position.y &&
          position.x + size.width >= heading.position.x + heading.size.width &&
          position.y + size.height >= heading.position.y + heading.size.height,
      );
      return under.length < 2;
    });
    expect(broken).to.deep.equal([]);
  });
});
