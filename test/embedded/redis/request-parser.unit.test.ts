import { expect } from 'chai';
import fc from 'fast-check';
import { encodeCommand } from '#embedded/redis/protocol/encode.js';
import { createRequestParser } from '#embedded/redis/protocol/request-parser.js';

const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
const commands = fc.array(fc.array(bytes, { minLength: 1, maxLength: 5 }), { maxLength: 6 });

/** Cuts `text` at these places and gives every piece to the parser. */
const parseCut = (text: string, cuts: readonly number[]): readonly (readonly string[])[] => {
  const parser = createRequestParser(() => true);
  const found: (readonly string[])[] = [];
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  for (const [at, place] of places.slice(1).entries()) {
    parser.push(Buffer.from(text.slice(places[at], place), 'latin1'));
    for (let words = parser.next(); words; words = parser.next()) found.push(words);
  }
  return found;
};

describe('redis: commands on the wire', () => {
  it('are the same however their bytes are cut', () => {
    fc.assert(
      fc.property(commands, fc.array(fc.nat(), { maxLength: 8 }), (given, cuts) => {
        expect(parseCut(given.map(encodeCommand).join(''), cuts)).to.deep.equal(given);
      }),
    );
  });

  it('may be words on a line', () => {
    expect(parseCut('SET a  b\r\n\r\nPING\n', [])).to.deep.equal([['SET', 'a', 'b'], ['PING']]);
  });

  for (const wrong of ['*x\r\n', '*9999999\r\n', '*1\r\n$-5\r\n', '*1\r\n$999999999999\r\n', '*1\r\n+A\r\n'])
    it(`are refused when they are none: ${JSON.stringify(wrong)}`, () => {
      expect(() => parseCut(wrong, [])).to.throw(/^ERR Protocol error/);
    });
});
