import { expect } from 'chai';
import { hidePictures } from '#commands/designs/hide-pictures.js';
import type { Component } from '#domain/design/components/component.js';
import { showInFabric, showPictures } from '#workers/generation/source.js';

const PNG = `data:image/png;base64,${'A'.repeat(2_000)}`;
const image = (content: string): Component => ({
  type: 'image',
  content,
  position: { x: 0, y: 0 },
  size: { width: 10, height: 10 },
  style: {},
  layer: 0,
});

describe('a design on its way to a model', () => {
  it('leaves its pictures and their addresses here, each once', () => {
    const address = 'https://cdn.example/a.png?token=secret';
    const objects = [{ src: PNG }, { src: address }, { objects: [{ src: PNG }] }, { fill: { source: PNG } }];
    expect(hidePictures({ objects, title: 'Menu' })).to.deep.equal({
      design: {
        objects: [
          { src: '[picture 1]' },
          { src: '[picture 2]' },
          { objects: [{ src: '[picture 1]' }] },
          { fill: { source: '[picture 1]' } },
        ],
        title: 'Menu',
      },
      pictures: [PNG, address],
    });
  });

  it('does not go when it is too large without them, too', () => {
    expect(hidePictures({ text: 'x'.repeat(400_000) })).to.equal(undefined);
  });

  it('gets its pictures back in Fabric objects, wherever they were', () => {
    const objects = [
      { src: '[picture 1]' },
      { objects: [{ fill: { source: '[picture 1]' } }], text: '[picture 1]' },
    ];
    expect(showInFabric(objects, [PNG])).to.deep.equal([
      { src: PNG },
      { objects: [{ fill: { source: PNG } }], text: '[picture 1]' },
    ]);
    expect(showInFabric([{ src: '[picture 2]' }], [PNG])).to.equal(undefined);
  });

  it('gets its pictures back where an image names them', () => {
    const text = { ...image('[picture 1]'), type: 'text' as const };
    expect(
      showPictures([image('[picture 1]'), image('[picture 9]'), image('a cup'), text], [PNG]),
    ).to.deep.equal([image(PNG), image('[picture 9]'), image('a cup'), text]);
  });
});
