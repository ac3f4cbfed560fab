import { expect } from 'chai';
import { logError, slowCommits } from '#embedded/eventstore/operations/log.js';

/** The lines written to stderr meanwhile. */
const linesOf = (action: () => void): Record<string, unknown>[] => {
  const lines: string[] = [];
  const { write } = process.stderr;
  process.stderr.write = (text: string | Uint8Array): boolean => {
    lines.push(text.toString());
    return true;
  };
  try {
    action();
  } finally {
    process.stderr.write = write;
  }
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
};

describe('event store: what the log tells of commits', () => {
  it('is nothing while they are quick', () => {
    const tell = slowCommits();
    expect(
      linesOf(() => {
        tell({ events: 1, bytes: 10, ms: 999 });
      }),
    ).to.deep.equal([]);
  });

  it('is the first slow one, and not each that follows', () => {
    const tell = slowCommits();
    const [line, ...more] = linesOf(() => {
      for (let n = 0; n < 50; n++) tell({ events: 3, bytes: 10, ms: 1_500.4 });
    });
    expect(more).to.deep.equal([]);
    expect(line).to.include({ level: 'warning', event: 'slow commit', ms: 1_500, events: 3, slowCommits: 1 });
  });
});

describe('event store: what the log tells of errors', () => {
  it('is where and what, without the stack', () => {
    const [line] = linesOf(() => {
      logError('commit', new Error('no room'));
    });
    const { time, ...rest } = line ?? {};
    expect(Date.parse(String(time))).to.be.greaterThan(0);
    expect(rest).to.deep.equal({
      ...{ level: 'error', component: 'embedded event store', event: 'failed' },
      ...{ where: 'commit', error: 'no room' },
    });
  });
});
