import { expect } from 'chai';
import { costOf, TOKEN_ESTIMATES } from '#domain/generation/costs.js';

const layout = (model: string | null) =>
  costOf({ kind: 'layout', model, images: 0, ...TOKEN_ESTIMATES.layout });
const image = (model: string, images = 1) =>
  costOf({ kind: 'image', model, images, tokensIn: 0, tokensOut: 0 });

describe('the cost of a layout of usual size', () => {
  for (const [model, microUsd] of [
    ['gpt-4-turbo-2024-04-09', 65_000],
    ['gpt-4-0613', 135_000],
    ['gpt-3.5-turbo', 3_250],
    ['llama-3.3-70b-versatile', 675],
    ['mixtral-8x7b-32768', 675],
    ['local-layout-1', 0],
  ] as const) {
    it(`is ${microUsd} millionths of a dollar with ${model}`, () => {
      expect(layout(model)).to.equal(microUsd);
    });
  }

  for (const model of ['gpt-4o', 'gpt-4.1-mini']) {
    it(`is not that of gpt-4 with ${model}, whose name only begins so`, () => {
      expect(layout(model)).to.equal(layout('gpt-4-turbo'));
    });
  }

  it('is that of the usual model where nobody gave the model a price', () => {
    expect(layout('brand-new-model')).to.equal(layout('gpt-4-turbo'));
  });

  it('is nothing when no model answered', () => {
    expect(layout(null)).to.equal(0);
  });
});

describe('the cost of an image', () => {
  it('is 4 cents', () => {
    expect(image('dall-e-3')).to.equal(40_000);
  });

  it('is 8 cents in high definition', () => {
    expect(image('dall-e-3-hd')).to.equal(80_000);
  });

  it('is nothing when none was made', () => {
    expect(image('dall-e-3', 0)).to.equal(0);
  });

  it('is nothing with the local server', () => {
    expect(image('local-layout-1')).to.equal(0);
  });
});
