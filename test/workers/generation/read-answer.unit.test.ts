import { expect } from 'chai';
import fc from 'fast-check';
import type { z } from 'zod';
import { ANSWERS } from '#workers/generation/answers/answer-schemas.js';
import { readAnswer } from '#workers/generation/answers/read-answer.js';
import { component } from '#test/support/arbitrary-components.js';
import { FONTS, LAYOUT, LOGO, PALETTE } from './answers.js';

const read = (answer: unknown) => {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const reading = readAnswer(text, ANSWERS.layout);
  return reading.ok ? { ...reading, problems: [] } : { ...reading, answer: undefined };
};
const [TEXT, GROUND] = LAYOUT.components;
const withComponent = (part: object) => read({ ...LAYOUT, components: [{ ...TEXT, ...part }] });

describe('what a model wrote', () => {
  const FENCES: [string, string][] = [
    ['alone', JSON.stringify(LAYOUT)],
    ['in a fence', `\`\`\`json\n${JSON.stringify(LAYOUT)}\n\`\`\``],
    ['in a fence without a name', `\`\`\`\n${JSON.stringify(LAYOUT)}\n\`\`\`\n`],
    ['in a fence with words around it', `Here it is:\n\`\`\`json\n${JSON.stringify(LAYOUT)}\n\`\`\`\nEnjoy!`],
  ];
  for (const [name, text] of FENCES) {
    it(`is understood ${name}`, () => {
      expect(read(text).answer).to.deep.equal(LAYOUT);
    });
  }

  it('is understood for each kind', () => {
    const kinds = {
      layout: LAYOUT,
      refinement: LAYOUT,
      logo: LOGO,
      color_palette: PALETTE,
      font_suggestion: FONTS,
    };
    for (const kind of Object.keys(ANSWERS) as (keyof typeof ANSWERS)[]) {
      const schema: z.ZodType = ANSWERS[kind];
      expect(readAnswer(JSON.stringify(kinds[kind]), schema)).to.deep.equal({
        ok: true,
        answer: kinds[kind],
      });
    }
  });

  it('loses every key nobody knows', () => {
    const chatty = { ...TEXT, onClick: 'alert(1)', style: { ...TEXT?.style, filter: 'url(x)' } };
    const text = JSON.stringify({
      ...LAYOUT,
      components: [chatty, GROUND],
      tool_calls: [1],
      explanation: 'x',
    });
    expect(read(text.replace('{"type"', '{"__proto__":{"x":1},"type"')).answer).to.deep.equal(LAYOUT);
  });

  it('may leave out palette, fonts and background', () => {
    expect(read({ components: LAYOUT.components }).answer).to.deep.equal({
      components: LAYOUT.components,
      palette: [],
      fonts: [],
      background: '#FFFFFF',
    });
  });

  const LENIENT: [string, object, object][] = [
    ['lengths in pixels', { style: { fontSize: '24px' } }, { style: { fontSize: 24 } }],
    ['null for what is absent', { style: { fill: null }, subtype: null }, { style: {} }],
    ['a number for a text', { content: 12.5 }, { content: '12.5' }],
    ['a list of links', { content: ['Home', 'Menu'] }, { content: 'Home   Menu' }],
  ];
  for (const [name, part, shown] of LENIENT) {
    it(`may spell ${name}`, () => {
      const { answer } = withComponent(part);
      expect(JSON.parse(JSON.stringify(answer?.components[0]))).to.deep.include(shown);
    });
  }

  const REFUSED: [string, object, string][] = [
    ['an unknown type', { type: 'script' }, 'components.0.type: '],
    ['a box without a size', { size: undefined }, 'components.0.size: '],
    ['a box turned inside out', { size: { width: -1, height: 5 } }, 'components.0.size.width: '],
    ['a place out of this world', { position: { x: 1e9, y: 0 } }, 'components.0.position.x: '],
    ['a place that is a text', { position: { x: 'left', y: 0 } }, 'components.0.position.x: '],
    ['a colour that is none', { style: { fill: 'expression(alert(1))' } }, 'components.0.style.fill: '],
    ['a gradient', { style: { fill: 'linear-gradient(red, blue)' } }, 'components.0.style.fill: '],
    ['a fill from elsewhere', { style: { fill: 'url(https://evil.example)' } }, 'components.0.style.fill: '],
    ['a font that is markup', { style: { fontFamily: '<b>Inter' } }, 'components.0.style.fontFamily: '],
    ['letters without end', { content: 'x'.repeat(20_001) }, 'components.0.content: '],
    ['half a layer', { layer: 1.5 }, 'components.0.layer: '],
  ];
  for (const [name, part, problem] of REFUSED) {
    it(`is refused with its place named: ${name}`, () => {
      const { ok, problems } = withComponent(part);
      expect(ok).to.equal(false);
      expect(problems).to.have.length(1);
      expect(problems[0]?.startsWith(problem), problems[0]).to.equal(true);
    });
  }

  it('is refused without a component, and with more than two hundred', () => {
    expect(read({ ...LAYOUT, components: [] }).ok).to.equal(false);
    expect(read({ ...LAYOUT, components: Array.from({ length: 201 }, () => TEXT) }).ok).to.equal(false);
  });

  it('has twenty problems at most', () => {
    expect(read({ components: Array.from({ length: 200 }, () => ({})) }).problems).to.have.length(20);
  });

  it('is never quoted in a problem', () => {
    const canary = 'canary-4711';
    const bad = {
      ...TEXT,
      type: canary,
      position: { x: canary, y: canary },
      style: { fill: canary, textAlign: canary },
    };
    for (const text of [canary, `{"${canary}`, JSON.stringify({ components: [bad], background: canary })]) {
      expect(read(text).problems.join('\n')).to.match(/./).and.not.include(canary);
    }
  });

  it('is refused at once, however many blanks follow a fence that is never closed', () => {
    const blanks = ' '.repeat(1_000_000);
    const begun = performance.now();
    expect(read(`Here: \`\`\`json${blanks}x`).ok).to.equal(false);
    expect(performance.now() - begun).to.be.below(5_000);
  });

  it('is five colours in one spelling, also when it is more', () => {
    const colors = ['#abc', '#0ea5e9', '#111827', '#FFFFFF', '#10b981', '#000000'];
    const five = ['#AABBCC', '#0EA5E9', '#111827', '#FFFFFF', '#10B981'];
    const reading = readAnswer(JSON.stringify({ colors }), ANSWERS.color_palette);
    expect(reading).to.deep.equal({ ok: true, answer: { colors: five } });
  });

  it('is read or refused, whatever it is; nothing else happens', () => {
    const anything = fc.oneof(
      fc.json(),
      fc.string(),
      fc.record({ components: fc.array(fc.oneof(component, fc.object())) }),
    );
    fc.assert(
      fc.property(anything, (value) => {
        expect(read(value)).to.have.property('ok');
      }),
    );
  });
});
