import { expect } from 'chai';
import fc from 'fast-check';
import { componentsToFabric } from '#domain/design/fabric/components-to-fabric.js';
import { safeFabric } from '#workers/generation/answers/safe-fabric.js';
import { components } from '#test/support/arbitrary-components.js';

const RECT = { type: 'Rect', left: 1, top: 2, width: 3, height: 4, fill: '#0EA5E9', rx: 0 };

describe('Fabric objects a model answers', () => {
  it('are taken as they are when they are what the editor saves', () => {
    fc.assert(
      fc.property(components, (list) => {
        const plain = list.filter(({ content }) => !content?.startsWith('data:'));
        const { objects } = componentsToFabric(plain.length === 0 ? [] : plain, '#FFFFFF');
        const texts = (value: unknown): string =>
          JSON.stringify(value).replaceAll(/"text":"(?:[^"\\]|\\.)*"/g, '""');
        expect(texts(safeFabric(objects) ?? objects)).to.equal(texts(objects));
      }),
    );
  });

  it('keep gradients, paths and styles of single letters', () => {
    const objects = [
      {
        ...RECT,
        fill: { type: 'linear', coords: { x1: 0, x2: 1 }, colorStops: [{ offset: 0, color: '#fff' }] },
      },
      { type: 'Path', path: [['M', 0, 0], ['C', 1, 2, 3, 4, 5, 6], ['Z']] },
      {
        type: 'i-text',
        text: 'a < b',
        styles: { 0: { 3: { fill: 'red' } } },
        fontFamily: 'Noto Sans “日本”',
      },
    ];
    expect(safeFabric(objects.slice(0, 2))).to.deep.equal(objects.slice(0, 2));
    expect(safeFabric([{ ...objects[2], fontFamily: 'Noto Sans 日本' }])).to.have.length(1);
  });

  it('keep the stand-ins of pictures', () => {
    const image = { type: 'Image', src: '[picture 1]', crossOrigin: null };
    expect(safeFabric([image])).to.deep.equal([image]);
  });

  const REFUSED: [string, unknown][] = [
    ['no list', { objects: [] }],
    ['an empty list', []],
    ['an object of no type', [{ left: 1 }]],
    ['an object of a type Fabric does not have', [{ type: 'Script' }]],
    ['a member of such a type', [{ type: 'Group', objects: [{ type: 'Video' }] }]],
    ['a picture from elsewhere', [{ type: 'Image', src: 'https://evil.example/x.png' }]],
    ['a picture of its own', [{ type: 'Image', src: 'data:image/svg+xml;base64,AAAA' }]],
    ['a pattern from elsewhere', [{ ...RECT, fill: { type: 'pattern', source: '//evil.example/x.png' } }]],
    ['an address under another key', [{ ...RECT, poster: 'https://evil.example' }]],
    ['a paint from elsewhere', [{ ...RECT, fill: 'url(#g)' }]],
    ['markup outside a text', [{ ...RECT, fontFamily: '<img src=x>' }]],
    ['a number out of this world', [{ ...RECT, left: 1e300 }]],
    ['a key that is none', [{ ...RECT, 'on click': 1 }]],
    ['the prototype', JSON.parse('[{"type":"Rect","__proto__":{"x":1}}]')],
    ['more than anybody draws', [{ type: 'Path', path: Array.from({ length: 100_001 }, () => 0) }]],
    ['a depth without end', [JSON.parse(`${'{"type":"Group","a":'.repeat(20)}1${'}'.repeat(20)}`)]],
  ];
  for (const [name, objects] of REFUSED) {
    it(`are left aside: ${name}`, () => {
      expect(safeFabric(objects)).to.equal(undefined);
    });
  }
});
