import { expect } from 'chai';
import type { Brief } from '#domain/generation/events.js';
import { ERASED } from '#domain/kit/personal.js';
import { answers, draws, writes } from '#test/support/scripted-model.js';
import { FONTS, LAYOUT, LOGO, PALETTE, SVG } from './answers.js';
import { expected, useWorld } from './world.js';

describe('a generation that a worker takes', () => {
  const world = useWorld();

  it('is completed, with all that it took, in the log', async () => {
    const id = await world.attempt({ kind: 'layout' }, writes(LAYOUT));
    const { result } = await world.stateOf(id);
    expect(await world.eventsOf(id)).to.deep.equal([
      expected.started(id),
      expected.progress(id, 'asking'),
      expected.progress(id, 'checking'),
      expected.progress(id, 'storing'),
      expected.completed(id, { result }),
    ]);
  });

  it('has a layout both as components and as what the editor saves', async () => {
    const id = await world.attempt({ kind: 'layout' }, writes(LAYOUT));
    const result = await world.resultOf(id);
    const { design_data: design, ...rest } = result;
    const [text, background] = LAYOUT.components;
    expect(rest).to.deep.equal({
      components: [background, text],
      palette: LAYOUT.palette,
      fonts: LAYOUT.fonts,
      background: '#FFF7ED',
      alternatives: [],
      preview_url: null,
    });
    expect(design.objects.map(({ type }: { type: string }) => type)).to.deep.equal(['Rect', 'IText']);
    expect(design.background).to.equal('#FFF7ED');
  });

  it('tells the model the brief, and nothing of the person', async () => {
    const brief: Brief = {
      style: 'minimal',
      design_type: 'graphic',
      canvas: { width: 800, height: 600 },
      colors: ['#0EA5E9'],
      placement: 'grid',
    };
    await world.attempt({ kind: 'layout', prompt: 'a menu', brief }, writes(LAYOUT));
    const [asked] = world.model().asked;
    expect(asked?.body.seed).to.equal(5);
    expect(asked?.body.messages.map(({ role }) => role)).to.deep.equal(['system', 'user']);
    expect(JSON.parse(world.model().message(0, 1))).to.deep.equal({
      task: 'layout',
      prompt: 'a menu',
      ...brief,
    });
  });

  it('asks under the key of the effect, so that a server that knows it answers once', async () => {
    const id = await world.attempt({ kind: 'layout' }, writes(LAYOUT));
    expect(world.model().asked[0]?.headers).to.include({
      'idempotency-key': `generate.${id}`,
      'x-client-request-id': `generate.${id}.1`,
    });
  });

  it('has a logo with its variations', async () => {
    const id = await world.attempt({ kind: 'logo' }, writes(LOGO));
    const { components, variations } = await world.resultOf(id);
    expect(components).to.have.length(2);
    expect(variations).to.deep.equal([{ components }, { components }, { components }]);
  });

  it('has five colours', async () => {
    const id = await world.attempt({ kind: 'color_palette' }, writes(PALETTE));
    expect(await world.resultOf(id)).to.deep.equal(PALETTE);
  });

  it('has fonts and their pairings', async () => {
    const id = await world.attempt({ kind: 'font_suggestion' }, writes(FONTS));
    expect(await world.resultOf(id)).to.deep.equal(FONTS);
  });

  it('has a picture that lies in the result itself', async () => {
    const brief = { size: '1792x1024', style: 'vivid' } as const;
    const id = await world.attempt({ kind: 'image', prompt: 'a lamp', brief }, draws(SVG));
    const { image_url: url } = await world.resultOf(id);
    expect(Buffer.from(url.replace('data:image/svg+xml;base64,', ''), 'base64').toString()).to.equal(SVG);
    expect(world.model().asked[0]?.body).to.include({ prompt: 'a lamp', size: '1792x1024', style: 'vivid' });
    expect(await world.stateOf(id)).to.include({
      model: 'scripted-image-1',
      tokensIn: 0,
      costMicroUsd: 40_000,
    });
  });

  it('is counted by estimates when the provider does not count', async () => {
    const id = await world.attempt({ kind: 'layout' }, writes(LAYOUT, { usage: null }));
    const { result } = await world.stateOf(id);
    const estimates = { tokensIn: 500, tokensOut: 2_000, costMicroUsd: 65_000, estimated: true };
    expect((await world.eventsOf(id)).at(-1)).to.deep.equal(expected.completed(id, { result, ...estimates }));
  });

  it('is left alone when it has ended already', async () => {
    const id = await world.attempt({ kind: 'layout' }, writes(LAYOUT));
    const before = await world.eventsOf(id);
    world.model().script(writes(LAYOUT));
    await world.handler().run(await world.workOn(id, 2));
    expect(await world.eventsOf(id)).to.deep.equal(before);
    expect(world.model().asked).to.deep.equal([]);
  });

  it('refines the design it was given; its pictures stay here and come back', async () => {
    const src = `data:image/png;base64,${'A'.repeat(4_000)}`;
    const source = {
      version: '7.4.0',
      objects: [
        { type: 'Image', src, left: 1 },
        { type: 'Rect', width: 5 },
      ],
    };
    const image = { ...LAYOUT.components[0], type: 'image', content: '[picture 1]' };
    const replies = [writes({ ...LAYOUT, components: [image, LAYOUT.components[1]] })];
    const id = await world.attempt({ kind: 'refinement', prompt: 'warmer', source }, ...replies);
    const { current_design: told } = JSON.parse(world.model().message(0, 1));
    expect(told.objects).to.deep.equal([
      { type: 'Image', src: '[picture 1]', left: 1 },
      { type: 'Rect', width: 5 },
    ]);
    const { components, design_data: design } = await world.resultOf(id);
    expect(components[1]?.['content']).to.equal(src);
    expect(design.objects[1]).to.include({ type: 'Image', src });
  });

  it('gives a design of the editor back in its own objects, when the model does', async () => {
    const src = `data:image/png;base64,${'A'.repeat(4_000)}`;
    const line = { type: 'Line', x1: 0, y1: 0, x2: 9, y2: 9 };
    const source = {
      version: '7.2.0',
      objects: [{ type: 'Image', src }, line],
      background: '#000000',
      extra: 1,
    };
    const objects = [{ type: 'Image', src: '[picture 1]', angle: 5 }, line];
    const id = await world.attempt({ kind: 'refinement', source }, writes({ ...LAYOUT, objects }));
    expect((await world.resultOf(id)).design_data).to.deep.equal({
      version: '7.2.0',
      objects: [{ type: 'Image', src, angle: 5 }, line],
      background: '#FFF7ED',
      extra: 1,
    });
  });

  it('is not made for a person who was erased', async () => {
    const id = await world.request({ kind: 'layout', prompt: ERASED as never });
    world.model().script(answers(500, ''));
    await world.handler().run(await world.workOn(id, 1));
    expect((await world.eventsOf(id)).at(-1)).to.deep.equal(expected.failed(id, { reason: 'given_up' }));
    expect(world.model().asked).to.deep.equal([]);
  });
});
