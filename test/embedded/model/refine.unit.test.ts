import { expect } from 'chai';
import {
  designFor,
  faint,
  outside,
  overlapping,
  textFor,
  weakest,
  type Answer,
  type Part,
} from './support.js';

const CANVAS = { width: 1440, height: 900 };
const before = designFor({ prompt: 'Website for a small law firm', canvas: CANVAS, design_type: 'ui_ux' });

const refined = (prompt: string, design: unknown = before): Answer =>
  JSON.parse(textFor({ task: 'refinement', prompt, canvas: CANVAS, current_design: design }));

const heading = ({ components }: Answer): Part => components.find(({ type }) => type === 'header')!;
const buttons = ({ components }: Answer): readonly Part[] =>
  components.filter(({ type }) => type === 'button');
const light = (hex: string): number => Number.parseInt(hex.slice(1, 3), 16);

describe('local model: refining components', () => {
  it('makes the ground darker and keeps every text legible', () => {
    const design = refined('make it darker');
    expect(light(design.background)).to.be.lessThan(light(before.background));
    expect(faint(design)).to.deep.equal([]);
  });

  it('makes the headline bigger without pushing anything off the canvas', () => {
    const design = refined('bigger headline please');
    expect(Number(heading(design).style['fontSize'])).to.be.greaterThan(
      Number(heading(before).style['fontSize']),
    );
    expect(outside(design, CANVAS)).to.deep.equal([]);
    expect(overlapping(design)).to.deep.equal([]);
  });

  it('leaves everything but the headline and what it moves as it was', () => {
    const design = refined('smaller headline');
    const changed = design.components.filter(
      (part, index) => JSON.stringify(part) !== JSON.stringify(before.components[index]),
    );
    expect(changed.map(({ type }) => type)).to.deep.equal(['header']);
  });

  it('uses the colour that is named', () => {
    const blue = String(buttons(refined('use blue'))[0]!.style['backgroundColor']);
    const [red, , strong] = [1, 3, 5].map((at) => Number.parseInt(blue.slice(at, at + 2), 16));
    expect(strong).to.be.greaterThan(red! + 60);
  });

  it('uses a colour given by its code, exactly', () => {
    const design = refined('make the button #A21CAF');
    expect(buttons(design)[0]!.style['backgroundColor']).to.equal('#A21CAF');
    expect(weakest(design, buttons(design)[0]!)).to.be.at.least(4.5);
  });

  it('adds a button with the words in quotes, on a free place', () => {
    const design = refined('add a button "Call us today"');
    expect(buttons(design).map(({ content }) => content)).to.include('Call us today');
    expect(overlapping(design)).to.deep.equal([]);
  });

  it('gives more space by drawing the content together', () => {
    const design = refined('more white space');
    expect(heading(design).position.x).to.be.greaterThan(heading(before).position.x);
    expect(overlapping(design)).to.deep.equal([]);
  });

  it('changes the words of the headline', () => {
    expect(heading(refined('change the headline to "Law, plainly"')).content?.replace('\n', ' ')).to.equal(
      'Law, plainly',
    );
  });

  it('takes out what shall go', () => {
    expect(buttons(refined('remove the buttons'))).to.deep.equal([]);
  });

  it('changes the face', () => {
    const faces = new Set(
      refined('use an elegant serif font').components.map(({ style }) => style['fontFamily']),
    );
    expect([...faces].filter((face) => face !== undefined)).to.deep.equal(['Playfair Display']);
  });

  it('makes corners round', () => {
    const [button] = buttons(refined('rounder buttons'));
    expect(button!.style['borderRadius']).to.equal(Math.round(button!.size.height / 2));
  });

  it('follows two wishes in one sentence', () => {
    const design = refined('make it darker and add a button "Join"');
    expect(buttons(design).some(({ content }) => content === 'Join')).to.equal(true);
    expect(light(design.background)).to.be.lessThan(light(before.background));
  });

  it('changes nothing in a legible design when it understands nothing', () => {
    expect(refined('quux flibbertigibbet').components).to.deep.equal(before.components);
  });

  it('keeps fields that it does not know', () => {
    const design = {
      ...before,
      metadata: { owner: 7 },
      components: before.components.map((each) => ({ ...each, id: 'x' })),
    };
    const answer = refined('use blue', design);
    expect(answer).to.have.deep.property('metadata', { owner: 7 });
    expect(answer.components.every((part) => 'id' in part)).to.equal(true);
  });

  it('composes a new design when there is none', () => {
    expect(refined('A tea house', {}).components.length).to.be.greaterThan(5);
  });
});

const FABRIC = {
  version: '7.4.0',
  background: '#FFFFFF',
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
      scaleX: 1,
      scaleY: 1,
      rx: 12,
      ry: 12,
    },
    {
      type: 'IText',
      originX: 'left',
      originY: 'top',
      left: 160,
      top: 130,
      width: 418,
      height: 54,
      fill: '#0B1220',
      text: 'Café Móca',
      fontSize: 48,
      fontFamily: 'Playfair Display',
      charSpacing: 3,
    },
    {
      ...{ type: 'Group', originX: 'left', originY: 'top', left: 160, top: 330, width: 180, height: 48 },
      objects: [
        { type: 'Rect', left: -90, top: -24, width: 180, height: 48, fill: '#F59E0B', rx: 8, ry: 8 },
        {
          type: 'IText',
          left: 0,
          top: 0,
          originX: 'center',
          originY: 'center',
          text: 'Book a table',
          fontSize: 18,
          fill: '#111827',
        },
      ],
    },
    {
      type: 'Image',
      left: 820,
      top: 80,
      width: 1200,
      height: 900,
      scaleX: 0.5,
      scaleY: 0.5,
      src: 'data:image/jpeg;base64,AAAA',
    },
  ],
};

interface Fabric extends Answer {
  readonly version: string;
  readonly objects: readonly Record<string, unknown>[];
}

const fabric = (prompt: string): Fabric => refined(prompt, FABRIC) as Fabric;

describe('local model: refining a Fabric canvas', () => {
  it('gives a Fabric canvas back, with the same objects', () => {
    expect(fabric('bigger headline').objects.map(({ type }) => type)).to.deep.equal(
      FABRIC.objects.map(({ type }) => type),
    );
  });

  it('changes the text that is the headline', () => {
    expect(fabric('bigger headline').objects[1]!['fontSize']).to.be.greaterThan(48);
  });

  it('keeps every other object to the last field', () => {
    const { objects } = fabric('bigger headline');
    expect([objects[0], objects[3]]).to.deep.equal([FABRIC.objects[0], FABRIC.objects[3]]);
  });

  it('keeps fields of the headline that it does not know', () => {
    expect(fabric('bigger headline').objects[1]!['charSpacing']).to.equal(3);
  });

  it('recolours the button in its group', () => {
    const [rect] = fabric('make the button #A21CAF').objects[2]!['objects'] as readonly Record<
      string,
      unknown
    >[];
    expect(rect).to.include({ fill: '#A21CAF' });
  });

  it('adds a button as a group', () => {
    const added = fabric('add a button "Call"').objects.at(-1)!;
    expect(added['type']).to.equal('Group');
  });

  it('shows the result as components too', () => {
    expect(fabric('use blue').components.map(({ type }) => type)).to.deep.equal([
      'rectangle',
      'text',
      'button',
      'image',
    ]);
  });
});
