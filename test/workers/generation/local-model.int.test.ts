import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Brief, GenerationKind } from '#domain/generation/events.js';
import type { JsonObject } from '#domain/kit/json.js';
import { createModelServer } from '#embedded/model/server.js';
import { useWorld } from './world.js';

const FABRIC = {
  version: '7.4.0',
  objects: [
    {
      type: 'Rect',
      originX: 'left',
      originY: 'top',
      left: 120,
      top: 80,
      width: 640,
      height: 360,
      fill: '#0EA5E9',
    },
    {
      type: 'Textbox',
      originX: 'left',
      originY: 'top',
      left: 160,
      top: 130,
      width: 400,
      height: 54,
      text: 'Café Móca',
      fontSize: 48,
      fill: '#FFFFFF',
    },
    {
      type: 'Image',
      left: 820,
      top: 80,
      width: 120,
      height: 90,
      src: `data:image/png;base64,${'A'.repeat(3_000)}`,
    },
    { type: 'Line', x1: 0, y1: 0, x2: 200, y2: 0, stroke: '#111827' },
  ],
  background: '#FFFFFF',
};

describe('the local model', () => {
  const world = useWorld();
  let server: Server;
  before(async () => {
    server = createModelServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());

  const made = async (wanted: {
    kind: GenerationKind;
    prompt: string;
    brief?: Brief;
    source?: JsonObject;
  }) => {
    const id = await world.request(wanted);
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const settings = { baseUrl, model: 'local-layout-1', imageModel: 'local-layout-1' };
    await world.handler(settings).run(await world.workOn(id, 1));
    const state = await world.stateOf(id);
    expect(state).to.include({ status: 'completed', model: 'local-layout-1', costMicroUsd: 0 });
    const events = await world.eventsOf(id);
    return { result: await world.resultOf(id), completed: events.at(-1)?.data };
  };

  const CANVASES = [
    { width: 1920, height: 1080 },
    { width: 390, height: 844 },
    { width: 1080, height: 1080 },
  ];
  for (const canvas of CANVASES) {
    it(`makes a layout for ${canvas.width} × ${canvas.height} at the first try, all of it inside`, async () => {
      const brief: Brief = { canvas, colors: ['#0EA5E9'], placement: 'grid', design_type: 'ui_ux' };
      const { result, completed } = await made({ kind: 'layout', prompt: 'a menu for Café Móca', brief });
      expect(completed).to.include({ repaired: false, estimated: false });
      expect(result.components).to.not.be.empty;
      expect(result.design_data.objects).to.have.length(result.components.length);
      for (const object of result.design_data.objects) {
        expect(object.left).to.be.within(0, canvas.width);
        expect(object.top).to.be.within(0, canvas.height);
      }
    });
  }

  it('makes a logo with three variations', async () => {
    const { result, completed } = await made({ kind: 'logo', prompt: 'Café Móca' });
    expect(completed).to.include({ repaired: false });
    expect(result.components).to.not.be.empty;
    expect(result.variations).to.have.length(3);
  });

  it('makes a palette of five colours', async () => {
    const { result } = await made({ kind: 'color_palette', prompt: 'a calm sea' });
    expect(result).to.have.property('colors').with.length(5);
  });

  it('suggests fonts', async () => {
    const { result } = await made({
      kind: 'font_suggestion',
      prompt: 'a bakery',
      brief: { purpose: 'menu' },
    });
    expect(result).to.include.keys('fonts', 'pairings');
  });

  it('draws a picture that passes the check unharmed', async () => {
    const { result } = await made({ kind: 'image', prompt: 'a lamp', brief: { size: '1024x1792' } });
    expect(result.image_url).to.match(/^data:image\/(svg\+xml|png);base64,/);
    const svg = Buffer.from(result.image_url.split(',')[1] ?? '', 'base64').toString();
    expect(svg).to.match(/^<svg .*(<rect|<path|<circle)/s);
  });

  it('refines what the editor saved, and leaves alone what it does not know', async () => {
    const { result } = await made({ kind: 'refinement', prompt: 'make it darker', source: FABRIC });
    const objects = result.design_data.objects as readonly object[];
    expect(objects).to.have.length(4);
    expect(objects[3]).to.deep.include({ type: 'Line', x2: 200, y2: 0 });
    expect(objects[2]).to.have.property('src', FABRIC.objects[2]?.src);
  });

  it('refines thousands of objects', async () => {
    const rect = { type: 'Rect', left: 10, top: 10, width: 100, height: 100, fill: '#0EA5E9' };
    const source = { version: '7.4.0', objects: Array.from({ length: 3_500 }, () => rect) };
    const { result } = await made({ kind: 'refinement', prompt: 'make it darker', source });
    expect(result.design_data.objects).to.have.length(3_500);
  });

  it('refines components', async () => {
    const { result: first } = await made({ kind: 'layout', prompt: 'a poster for a concert' });
    const source = { components: first.components };
    const { result } = await made({ kind: 'refinement', prompt: 'make the title bigger', source });
    expect(result.components).to.have.length(first.components.length);
  });
});
