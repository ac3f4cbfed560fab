import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '#domain/kit/json.js';
import { DesignDocumentError, joinDesign, splitDesign } from '#domain/design/split.js';

const picture = (seed: number, prefix = 'data:image/png;base64,'): string =>
  prefix + Buffer.alloc(900, seed).toString('base64');

const stored = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

const inlined = fc
  .tuple(fc.nat({ max: 3 }), fc.constantFrom('data:image/png;base64,', 'data:text/a;charset=utf-8;base64,'))
  .map(([seed, prefix]) => picture(seed, prefix));
const { node, design } = fc.letrec<{ node: JsonValue; design: JsonObject }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<JsonValue>(null, true, 0, '', 'data:image/png;base64,AAAA'),
    fc.string({ unit: 'grapheme' }),
    inlined,
    fc.array(tie('node'), { maxLength: 4 }),
    tie('design'),
  ),
  design: fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('objects', 'src', '__proto__', 'places', 'design', '0')),
    tie('node'),
    { maxKeys: 4, noNullPrototype: true },
  ),
}));

describe('splitting a design', () => {
  describe('any design', () => {
    it('is the same after splitting, storing and joining', () => {
      fc.assert(
        fc.property(design, (input) => {
          const { document, pictures } = splitDesign(input);
          expect(JSON.stringify(joinDesign(stored(document), pictures))).to.equal(JSON.stringify(input));
        }),
        { numRuns: 500 },
      );
    });

    it('is not changed by splitting', () => {
      fc.assert(
        fc.property(design, (input) => {
          const before = JSON.stringify(input);
          splitDesign(input);
          expect(JSON.stringify(input)).to.equal(before);
        }),
      );
    });

    it('leaves no picture in the document', () => {
      fc.assert(
        fc.property(node, (value) => {
          expect(JSON.stringify(splitDesign({ value }).document)).to.not.contain(picture(1).slice(22));
        }),
      );
    });
  });

  describe('a design with one picture in two objects', () => {
    const input = { objects: [{ src: picture(1) }, { type: 'group', objects: [{ src: picture(1) }] }] };
    const split = splitDesign(input);

    it('keeps the bytes once', () => {
      expect(split.pictures).to.deep.equal([
        { prefix: 'data:image/png;base64,', bytes: Buffer.alloc(900, 1) },
      ]);
    });

    it('records both places beside the design', () => {
      expect(split.document).to.deep.equal({
        v: 1,
        design: { objects: [{ src: null }, { type: 'group', objects: [{ src: null }] }] },
        places: [
          { path: ['objects', 0, 'src'], picture: 0 },
          { path: ['objects', 1, 'objects', 0, 'src'], picture: 0 },
        ],
      });
    });

    it('counts the objects of groups too, and every place of a picture', () => {
      expect(split.counts).to.deep.equal({ objects: 3, pictures: 2 });
    });
  });

  describe('a design of an older editor', () => {
    it('counts components and elements at the top level only', () => {
      const input = { components: [1, { elements: [1, 2] }], elements: [1], objects: {} };
      expect(splitDesign(input).counts.objects).to.equal(3);
    });
  });

  describe('a text that only looks like a picture', () => {
    const canonical = picture(1);
    const cases: Record<string, string> = {
      'is short': `data:image/png;base64,${Buffer.alloc(90).toString('base64')}`,
      'lacks padding': canonical.slice(0, -1),
      'has padding bits that are not zero': `${picture(0, 'data:image/png;base64,')}AB==`,
      'has a line break': `${canonical.slice(0, 600)}\n${canonical.slice(600)}`,
      'uses the URL alphabet': `data:image/png;base64,${'-_-_'.repeat(300)}`,
      'is not base64': `data:image/svg+xml,${'<svg/>'.repeat(300)}`,
      'has no type': `data:;base64,${'QUJD'.repeat(300)}`,
      'has text before it': ` ${canonical}`,
    };
    for (const [reason, text] of Object.entries(cases)) {
      it(`stays in the document when it ${reason}`, () => {
        expect(splitDesign({ src: text }).document).to.deep.equal({
          v: 1,
          design: { src: text },
          places: [],
        });
      });
    }
  });

  describe('a stored document that does not fit', () => {
    const { document, pictures } = splitDesign({ src: picture(1) });
    const wrong: Record<string, [JsonObject, typeof pictures]> = {
      'a picture is missing': [document, []],
      'the format is another one': [{ ...document, v: 2 }, pictures],
      'the design is not an object': [{ ...document, design: [] }, pictures],
      'a place does not exist': [{ ...document, places: [{ path: ['nowhere'], picture: 0 }] }, pictures],
      'a place is inside a text': [{ ...document, places: [{ path: ['src', 0], picture: 0 }] }, pictures],
      'there are no places': [{ v: 1, design: {} }, pictures],
    };
    for (const [reason, [broken, given]] of Object.entries(wrong)) {
      it(`is not joined when ${reason}`, () => {
        expect(() => joinDesign(broken, given)).to.throw(DesignDocumentError);
      });
    }
  });
});
