import { expect } from 'chai';
import { distance, nearest } from '#platform/similar.js';

describe('words that are almost the same', () => {
  it('differ by the edits between them', () => {
    expect(distance('kitten', 'sitting')).to.equal(3);
    expect(distance('', 'abc')).to.equal(3);
    expect(distance('same', 'same')).to.equal(0);
  });

  it('suggest the nearest known word', () => {
    expect(nearest('migarte', ['serve', 'migrate', 'demo'])).to.equal('migrate');
  });

  it('suggest the word that somebody began to type', () => {
    expect(nearest('mig', ['serve', 'migrate'])).to.equal('migrate');
  });

  it('suggest nothing when nothing is near', () => {
    expect(nearest('banana', ['serve', 'up'])).to.equal(undefined);
  });

  it('never suggest a word by changing all of its letters', () => {
    expect(nearest('xy', ['up'])).to.equal(undefined);
  });
});
