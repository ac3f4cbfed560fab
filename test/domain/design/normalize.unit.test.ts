import { expect } from 'chai';
import fc from 'fast-check';
import type { Component } from '#domain/design/components/component.js';
import { normalize } from '#domain/design/components/normalize.js';
import { components } from '#test/support/arbitrary-components.js';

const CANVAS = { width: 1_000, height: 600 };
const BOX = { position: { x: 0, y: 0 }, size: { width: 10, height: 10 }, style: {}, layer: 0 };

const contentOf = (type: Component['type'], content: string): string | undefined =>
  normalize([{ ...BOX, type, content }], CANVAS)[0]?.content;

describe('components of a model', () => {
  it('lie inside the canvas, whatever the model said', () => {
    fc.assert(
      fc.property(components, (list) => {
        for (const { position, size } of normalize(list, CANVAS)) {
          expect(position.x).to.be.at.least(0);
          expect(position.y).to.be.at.least(0);
          expect(position.x + size.width).to.be.at.most(CANVAS.width + 0.01);
          expect(position.y + size.height).to.be.at.most(CANVAS.height + 0.01);
        }
      }),
    );
  });

  it('stay where they are when nobody said how large the canvas is', () => {
    const far = { ...BOX, type: 'card' as const, position: { x: -40, y: 5_000 } };
    expect(normalize([far])).to.deep.equal([far]);
  });

  it('are at least a pixel wide and high: a line is', () => {
    const line = { ...BOX, type: 'rectangle' as const, size: { width: 40, height: 0 } };
    expect(normalize([line])[0]?.size).to.deep.equal({ width: 40, height: 1 });
  });

  it('stand in the order they are painted; equal layers keep theirs', () => {
    const named = (subtype: string, layer: number): Component => ({ ...BOX, type: 'shape', subtype, layer });
    const order = normalize([named('a', 2), named('b', 0), named('c', 2), named('d', -1)], CANVAS);
    expect(order.map(({ subtype }) => subtype)).to.deep.equal(['d', 'b', 'a', 'c']);
  });

  it('are the same when they are made so twice', () => {
    fc.assert(
      fc.property(components, (list) => {
        const once = normalize(list, CANVAS);
        expect(normalize(once, CANVAS)).to.deep.equal(once);
      }),
    );
  });

  it('have texts without control characters and halves of characters', () => {
    expect(contentOf('text', ' a\u0000b\u009fc\r\nd \ud800')).to.equal('abc\nd \ufffd');
  });

  it('have texts of two thousand characters at most, none of them cut in two', () => {
    expect(contentOf('text', '😀'.repeat(3_000))).to.equal('😀'.repeat(2_000));
  });

  it('have no text rather than an empty one', () => {
    expect(normalize([{ ...BOX, type: 'text', content: ' \u0000 ' }], CANVAS)[0]).to.not.have.property(
      'content',
    );
  });

  const ADDRESSES = [
    'https://evil.example/x.png',
    ' //evil.example',
    'data:image/svg+xml,<svg>',
    'javascript:x',
    'file:///',
  ];
  for (const address of ADDRESSES) {
    it(`name no picture to be fetched: ${address}`, () => {
      expect(contentOf('image', address)).to.equal(undefined);
    });
  }
});
