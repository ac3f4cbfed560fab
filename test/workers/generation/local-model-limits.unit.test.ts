import { expect } from 'chai';
import type { JsonObject } from '#domain/kit/json.js';
import { designFor, outside, textFor } from '#test/embedded/model/support.js';
import { ANSWERS } from '#workers/generation/answers/answer-schemas.js';
import { readAnswer } from '#workers/generation/answers/read-answer.js';

const PROMPTS = ['Coffee', 'A jazz festival on 12 May', 'قهوة المدينة'];
const TYPES = ['graphic', 'ui_ux', 'logo'];
const CANVASES = ['50x50', '100x100', '120x240', '320x50', '10000x50', '10000x10000'];

describe('a layout of the local model for a canvas at the limits', () => {
  for (const size of CANVASES) {
    it(`of ${size} is one that the worker takes, all of it inside`, () => {
      const [width = 0, height = 0] = size.split('x').map(Number);
      for (const prompt of PROMPTS) {
        for (const design_type of TYPES) {
          const design = designFor({ prompt, design_type, canvas: { width, height } });
          const { problems } = { problems: [], ...readAnswer(JSON.stringify(design), ANSWERS.layout) };
          expect(problems, `${prompt} ${design_type}`).to.deep.equal([]);
          expect(outside(design, { width, height })).to.deep.equal([]);
        }
      }
    });
  }
});

const rect = { type: 'Rect', left: 5, top: 5, width: 10, height: 10, fill: '#FFFFFF' };
const text = { type: 'IText', left: 5, top: 5, width: 10, height: 10, text: 'hi', fill: '#FFFFFF' };
const ODD: readonly (readonly [string, readonly JsonObject[]])[] = [
  ['an object that is mirrored', [{ ...rect, scaleX: -1 }]],
  ['an object far away', [{ ...rect, left: 30_000 }]],
  ['an object of enormous width', [{ ...rect, width: 50_000 }]],
  ['tiny type', [{ ...text, fontSize: 0.5 }]],
  ['enormous type', [{ ...text, fontSize: 8_000 }]],
  ['a text without a font', [{ ...text, fontFamily: '' }]],
  ['a text as long as a chapter', [{ ...text, text: 'word '.repeat(10_000) }]],
  ['hundreds of objects', Array.from({ length: 300 }, () => rect)],
  ['thousands of objects', Array.from({ length: 3_500 }, () => rect)],
];

describe("a refinement by the local model of an editor's design", () => {
  for (const [what, objects] of ODD) {
    it(`with ${what} is one that the worker takes`, () => {
      const current_design = { version: '7.4.0', objects };
      const answer = textFor({ task: 'refinement', prompt: 'darker and bigger', current_design });
      const reading = readAnswer(answer, ANSWERS.refinement);
      expect(reading.ok ? [] : reading.problems).to.deep.equal([]);
      expect(reading.ok && reading.answer.objects).to.have.length(objects.length);
    });
  }

  it('leaves a text as long as a chapter as it is', () => {
    const long = { ...text, text: 'word '.repeat(10_000), fontSize: 12 };
    const answer = textFor({ task: 'refinement', prompt: 'bigger', current_design: { objects: [long] } });
    const [object] = (JSON.parse(answer) as { objects: JsonObject[] }).objects;
    expect(object).to.include({ text: long.text, fontSize: 12 });
  });
});
