import { expect } from 'chai';
import { generation, type GenerationEvent } from '#domain/generation/index.js';
import { cancelled, completed, failed, progressed, requested, started } from './examples.js';

const after = (...events: readonly GenerationEvent[]) =>
  [requested(), started(1), progressed(90), ...events].reduce(generation.evolve, generation.initial);

describe('a generation that runs', () => {
  it('is at a stage', () => {
    expect(after().stage).to.not.equal('');
  });

  it('is at none once it has ended, however it did', () => {
    for (const end of [completed(1), failed(1), cancelled(true)]) expect(after(end).stage).to.equal('');
  });
});
