import { expect } from 'chai';
import type { Component } from '#domain/design/components/component.js';
import { componentsToFabric } from '#domain/design/fabric/components-to-fabric.js';
import type { FabricObject } from '#test/support/fabric-object.js';

const BOX = { position: { x: 100, y: 50 }, size: { width: 200, height: 80 }, style: {}, layer: 0 };

type Part = Partial<Component> & Pick<Component, 'type'>;
const object = (part: Part): FabricObject => {
  const { objects } = componentsToFabric([{ ...BOX, ...part }], '#FFFFFF') as unknown as FabricObject;
  return objects[0]!;
};

describe('a component in Fabric', () => {
  it('stands in a design of version 7 with its background', () => {
    expect(componentsToFabric([], '#FAFAFA')).to.deep.equal({
      version: '7.4.0',
      objects: [],
      background: '#FAFAFA',
    });
  });

  it('is, key for key, what the editor saves for a rectangle', () => {
    const style = { fill: '#0EA5E9', borderRadius: 12 };
    expect(object({ type: 'rectangle', style })).to.deep.equal({
      type: 'Rect',
      version: '7.4.0',
      originX: 'left',
      originY: 'top',
      left: 100,
      top: 50,
      width: 200,
      height: 80,
      fill: '#0EA5E9',
      stroke: null,
      strokeWidth: 0,
      strokeDashArray: null,
      strokeLineCap: 'butt',
      strokeDashOffset: 0,
      strokeLineJoin: 'miter',
      strokeUniform: false,
      strokeMiterLimit: 4,
      scaleX: 1,
      scaleY: 1,
      angle: 0,
      flipX: false,
      flipY: false,
      opacity: 1,
      shadow: null,
      visible: true,
      backgroundColor: '',
      fillRule: 'nonzero',
      paintFirst: 'fill',
      globalCompositeOperation: 'source-over',
      skewX: 0,
      skewY: 0,
      rx: 12,
      ry: 12,
    });
  });

  const LINES: [string, string, object][] = [
    ['on the one line it has room for', 'Slow days', { fontSize: 50 }],
    ['on the two lines it comes in', 'Slow\nmornings', { fontSize: 30 }],
  ];
  for (const [name, content, style] of LINES) {
    it(`is a text that stays ${name}, also in a wider font`, () => {
      expect(object({ type: 'text', content, style }).type).to.equal('IText');
    });
  }

  it('is a text that breaks when one line would leave the box far behind', () => {
    const content = 'A sentence that is much too long for the box a model gave it';
    expect(object({ type: 'text', content, style: { fontSize: 60 } }).type).to.equal('Textbox');
  });

  it('is a text that grows from its right edge when it is aligned there', () => {
    const style = { fontSize: 60, textAlign: 'right' as const };
    const held = { originX: 'right', originY: 'top', left: 300, top: 50 };
    expect(object({ type: 'text', content: 'Prices', style })).to.include(held);
  });

  it('is a text that breaks at the width of its box where there is room for more lines', () => {
    const style = { fontSize: 24, fontFamily: 'Playfair Display', fontWeight: 'bold', color: '#111111' };
    expect(object({ type: 'text', content: 'Café Móca – it’s open', style })).to.include({
      type: 'Textbox',
      text: 'Café Móca – it’s open',
      width: 200,
      fontSize: 24,
      fontFamily: 'Playfair Display',
      fontWeight: 'bold',
      fill: '#111111',
      textAlign: 'left',
    });
  });

  it('shows markup and addresses in texts as the letters they are', () => {
    const content = '<img src=x onerror=alert(1)> https://example.org';
    expect(object({ type: 'text', content }).text).to.equal(content);
  });

  it('is a group of ground and caption when it is a button', () => {
    const style = { backgroundColor: '#111827', borderRadius: 8 };
    const button = object({ type: 'button', content: 'Book a table', style });
    expect(button).to.include({ type: 'Group', left: 100, top: 50, width: 200, height: 80 });
    expect(button.objects[0]).to.include({ type: 'Rect', left: -100, top: -40, fill: '#111827', rx: 8 });
    expect(button.objects[1]).to.include({
      type: 'IText',
      originX: 'center',
      originY: 'center',
      left: 0,
      top: 0,
      text: 'Book a table',
      textAlign: 'center',
      fill: '#FFFFFF',
    });
  });

  const SHAPES: [string | undefined, string][] = [
    ['circle', 'Circle'],
    ['triangle', 'Triangle'],
    ['star', 'Path'],
    ['blob', 'Rect'],
    [undefined, 'Rect'],
  ];
  for (const [subtype, type] of SHAPES) {
    it(`is a ${type} when it is a shape: ${subtype ?? 'of no kind'}`, () => {
      expect(object({ type: 'shape', subtype, style: { fill: '#F59E0B' } })).to.include({
        type,
        fill: '#F59E0B',
      });
    });
  }

  it('is a star that touches all sides of its box', () => {
    const path = object({ type: 'shape', subtype: 'star' }).path.slice(0, -1);
    const [xs, ys] = [path.map(([, x]) => x), path.map(([, , y]) => y)];
    expect([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]).to.deep.equal([
      0, 200, 0, 80,
    ]);
  });

  it('is a box with words in place of a picture that is not there', () => {
    const image = object({ type: 'image', content: 'a cup of coffee' });
    expect([image.type, image.objects[1]?.text]).to.deep.equal(['Group', 'a cup of coffee']);
  });

  it('is a picture in its own size, scaled into the box', () => {
    const png = Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      Buffer.from('IHDR'),
      Buffer.from([0, 0, 0x03, 0x20, 0, 0, 0x01, 0x40]),
    ]);
    const content = `data:image/png;base64,${png.toString('base64')}`;
    expect(object({ type: 'image', content })).to.include({
      type: 'Image',
      src: content,
      width: 800,
      height: 320,
      scaleX: 0.25,
      scaleY: 0.25,
      crossOrigin: null,
    });
  });

  it('reads the size of a JPEG from its frame', () => {
    const app = [0xff, 0xe0, 0, 4, 1, 2];
    const frame = [0xff, 0xc0, 0, 17, 8, 0, 160, 1, 144, 3];
    const content = `data:image/jpeg;base64,${Buffer.from([0xff, 0xd8, ...app, ...frame]).toString('base64')}`;
    expect(object({ type: 'image', content })).to.include({ width: 400, height: 160 });
  });

  it('turns around its middle, not around its corner', () => {
    const turned = object({ type: 'rectangle', style: { rotation: 180 } });
    expect([turned.left, turned.top, turned.angle]).to.deep.equal([300, 130, 180]);
  });

  it('counts its border into its box', () => {
    const style = { fill: '#FFFFFF', borderColor: '#111827', borderWidth: 10 };
    expect(object({ type: 'card', style })).to.include({
      left: 100,
      width: 190,
      height: 70,
      stroke: '#111827',
      strokeWidth: 10,
    });
  });

  it('has a shadow as Fabric spells it', () => {
    const shadow = { x: 2, y: 4, blur: 12, color: 'rgba(0,0,0,0.2)' };
    expect(object({ type: 'card', style: { shadow } }).shadow).to.deep.equal({
      color: 'rgba(0,0,0,0.2)',
      blur: 12,
      offsetX: 2,
      offsetY: 4,
      affectStroke: false,
      nonScaling: false,
      type: 'shadow',
    });
  });
});
