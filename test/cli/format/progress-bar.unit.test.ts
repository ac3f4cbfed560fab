import { expect } from 'chai';
import { bytesText, countText, progressBar, progressLine } from '#cli/format/progress-bar.js';
import { createOutput } from '#cli/output.js';

const written = (isTTY: boolean) => {
  const text = { err: '' };
  const err = { write: (more: string) => (text.err += more), isTTY, columns: 60 };
  return { text, output: createOutput({ out: err, err }, {}) };
};

const step = { step: 'log', done: 500, total: 2_000, unit: 'events' };

describe('a progress bar', () => {
  it('shows the share and the amounts', () => {
    expect(progressLine(step)).to.equal('log       ██████░░░░░░░░░░░░░░░░░░  25 %  500 of 2,000 events');
  });

  it('shows only the amount where the total is not known', () => {
    expect(progressLine({ step: 'copy', done: 1_500_000, total: undefined, unit: 'bytes' })).to.equal(
      'copy      1.5 MB',
    );
  });

  it('shows the share where only that is known, and what else there is to say', () => {
    const known = { step: 'events', done: 1_200, total: undefined, unit: 'events', share: 0.5 };
    expect(progressLine({ ...known, note: '900 events/s  2 s left' })).to.equal(
      'events    ████████████░░░░░░░░░░░░  50 %  1,200 events  900 events/s  2 s left',
    );
  });

  it('is written over itself on a terminal, as wide as that, and taken away', () => {
    const { text, output } = written(true);
    const bar = progressBar(output);
    bar.update(step);
    bar.clear();
    expect(text.err).to.equal(`\r${progressLine(step).slice(0, 59)}\u001b[K\r\u001b[K`);
  });

  it('does not write every step of the same kind', () => {
    const { text, output } = written(true);
    const bar = progressBar(output);
    for (let done = 0; done < 100; done++) bar.update({ ...step, done });
    expect(text.err.split('\r').length).to.be.lessThan(10);
  });

  it('is silent where there is no terminal', () => {
    const { text, output } = written(false);
    progressBar(output).update(step);
    expect(text.err).to.equal('');
  });

  it('writes amounts for people', () => {
    expect([
      bytesText(0),
      bytesText(999),
      bytesText(94_208),
      bytesText(3.2e9),
      countText(12_345),
    ]).to.deep.equal(['0 B', '999 B', '94.2 kB', '3.2 GB', '12,345']);
  });
});
