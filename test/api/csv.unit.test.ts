import { expect } from 'chai';
import fc from 'fast-check';
import { csvLine } from '#platform/csv.js';

describe('a cell of a CSV file', () => {
  for (const text of [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\n=1',
    '＝1',
    '\uFEFF=1',
    '\0=1',
  ]) {
    it(`is no formula: ${JSON.stringify(text)}`, () => {
      expect(csvLine([text])).to.equal(`"'${text}"\r\n`);
    });
  }

  it('is a text as it is when nobody would calculate it', () => {
    expect(csvLine(['Ada', 'a=b', '2026-02-08', ''])).to.equal('"Ada","a=b","2026-02-08",""\r\n');
  });

  it('holds quotes, commas and line ends', () => {
    expect(csvLine(['say "hi", Ada\nbye'])).to.equal('"say ""hi"", Ada\nbye"\r\n');
  });

  it('is a number, or nothing', () => {
    expect(csvLine([-1, 2 ** 40, null])).to.equal('-1,1099511627776,\r\n');
  });

  it('never begins with what begins a formula, and loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const inside = csvLine([text]).slice(1, -3);
        expect(inside).to.not.match(/^[\s\0]*[=+\-@]/);
        expect(inside.replaceAll('""', '"').replace(/^'/, '')).to.equal(text.replace(/^'/, ''));
      }),
    );
  });
});
