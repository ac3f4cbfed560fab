import { expect } from 'chai';
import fc from 'fast-check';
import { parseStrictJson, StrictJsonError } from '#platform/strict-json.js';

const refusal = (text: string, options?: { maxDepth?: number }): Partial<StrictJsonError> => {
  try {
    parseStrictJson(text, options);
  } catch (error) {
    if (error instanceof StrictJsonError) {
      return { code: error.code, path: error.path, offset: error.offset };
    }
    throw error;
  }
  throw new Error(`accepted: ${text.slice(0, 80)}`);
};

const isReadable = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const special = new Set(['__proto__', 'constructor', 'prototype']);
const safeNumber = fc
  .double({ noNaN: true, min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
  .map((value) => (value === 0 ? 0 : value));
const text = fc.string({ unit: 'grapheme' });
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, ''),
    safeNumber,
    fc.maxSafeInteger(),
    text,
    fc.array(tie('tree'), { maxLength: 6 }),
    fc.dictionary(
      text.filter((key) => !special.has(key)),
      tie('tree'),
      { maxKeys: 6, noNullPrototype: true },
    ),
  ),
}));

describe('strict JSON', () => {
  describe('a well-formed text', () => {
    it('is read as JSON.parse reads it, whatever the value and the layout', () => {
      fc.assert(
        fc.property(tree, fc.constantFrom(0, 1, '\t', ' \r\n'.slice(0, 1)), (value, indent) => {
          const json = JSON.stringify(value, null, indent);
          expect(parseStrictJson(json)).to.deep.equal(JSON.parse(json));
        }),
        { numRuns: 500 },
      );
    });

    it('may have white space and escapes everywhere', () => {
      const json = ' \r\n{ "a\\u00e9\\n" :\t[ 1 , -2.5e-3 , "\\ud83d\\ude00\\/" ] } ';
      expect(parseStrictJson(json)).to.deep.equal(JSON.parse(json));
    });

    it('may be a single value', () => {
      expect(['7', 'null', 'true', 'false', '"x"'].map((json) => parseStrictJson(json))).to.deep.equal([
        7,
        null,
        true,
        false,
        'x',
      ]);
    });

    it('reads every spelling of minus zero as zero', () => {
      const zeros = parseStrictJson('[-0, -0.0, -0e5, -1e-400]') as number[];
      expect(zeros.every((zero) => Object.is(zero, 0))).to.equal(true);
    });

    it('reads the largest safe integers', () => {
      expect(parseStrictJson('[9007199254740991, -9007199254740991]')).to.deep.equal([
        Number.MAX_SAFE_INTEGER,
        Number.MIN_SAFE_INTEGER,
      ]);
    });

    it('may be as deep as allowed', () => {
      expect(parseStrictJson(nested(200))).to.deep.equal(JSON.parse(nested(200)));
    });
  });

  describe('a malformed text', () => {
    // prettier-ignore
    const malformed = [
      '', ' ', '{', '[', '}', ']', '[1', '[1,', '[1,]', '[,1]', '[1 2]', '{"a"}', '{"a":}', '{"a":1,}', '{a:1}',
      "{'a':1}", '{"a":1 "b":2}', '{1:2}', '[1}', '{"a":1]', '1 2', '01', '+1', '1.', '.5', '1e', '-', '0x10', 'NaN',
      'Infinity', 'nul', 'nulll', 'True', '"', '"a', '"\\"', '"\\x41"', '"\\u12"', '"a\nb"', '"\t"', '"\u0000"',
      '\ufeff{}', '\u00a01', '[1]]', '// x\n1', '"a"b"', 'undefined',
    ];

    it('is refused, as JSON.parse refuses it', () => {
      expect(malformed.filter(isReadable)).to.deep.equal([]);
      expect(malformed.filter((json) => refusal(json).code !== 'malformed')).to.deep.equal([]);
    });

    it('is never accepted when JSON.parse refuses it', () => {
      const broken = fc
        .tuple(
          tree,
          fc.nat(),
          fc.nat({ max: 3 }),
          fc.string({ unit: fc.constantFrom(...Array.from('[]{},:"\\-+.eE01u \n\t')) }),
        )
        .map(([value, at, cut, inserted]) => {
          const json = JSON.stringify(value);
          const start = at % (json.length + 1);
          return json.slice(0, start) + inserted + json.slice(start + cut);
        });
      fc.assert(
        fc.property(broken, (json) => {
          if (!isReadable(json)) expect(refusal(json).code).to.be.a('string');
        }),
        { numRuns: 2000 },
      );
    });

    it('is refused with the offset and the place of the fault', () => {
      expect(refusal('{"a":[1,{"b":x}]}')).to.deep.equal({ code: 'malformed', path: '$.a[1].b', offset: 13 });
    });
  });

  describe('a text with two meanings', () => {
    it('is refused when an object has one key twice', () => {
      expect(refusal('{"a":{"x":1,"y":2,"x":3}}')).to.deep.equal({
        code: 'duplicate_key',
        path: '$.a.x',
        offset: 18,
      });
    });

    it('is refused when a key is repeated in another spelling', () => {
      expect(refusal('{"a":1,"\\u0061":2}').code).to.equal('duplicate_key');
    });

    it('may have one key in two objects', () => {
      expect(parseStrictJson('[{"a":1},{"a":1}]')).to.deep.equal([{ a: 1 }, { a: 1 }]);
    });

    for (const key of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__']) {
      it(`is refused when a key is ${key}`, () => {
        expect(refusal(`{"a":{"${key}":{"admin":true}}}`).code).to.equal('forbidden_key');
      });
    }

    it('may have forbidden words as values', () => {
      expect(parseStrictJson('["__proto__","constructor"]')).to.deep.equal(['__proto__', 'constructor']);
    });
  });

  describe('a number that a double cannot keep', () => {
    for (const number of [
      '9007199254740992',
      '-9007199254740992',
      '1e309',
      '-1e999',
      '1e300',
      '123456789012345678901',
    ]) {
      it(`is refused: ${number}`, () => {
        expect(refusal(`{"design_data":{"objects":[0,1,2,{"left":${number}}]}}`)).to.deep.equal({
          code: 'number_out_of_range',
          path: '$.design_data.objects[3].left',
          offset: 41,
        });
      });
    }
  });

  describe('a text with half a character', () => {
    for (const half of ['\\ud800', '\\uDFFF', '\ud800', 'a\udc00b', '\\ud83dx', '\\ude00\\ud83d']) {
      it(`is refused as a value: ${JSON.stringify(half)}`, () => {
        expect(refusal(`["ok","${half}"]`)).to.deep.equal({
          code: 'lone_surrogate',
          path: '$[1]',
          offset: 6,
        });
      });
    }

    it('is refused as a key', () => {
      expect(refusal('{"a":{"\\ud800":1}}')).to.deep.equal({
        code: 'lone_surrogate',
        path: '$.a',
        offset: 6,
      });
    });
  });

  describe('a deep text', () => {
    it('is refused beyond 200 levels', () => {
      expect(refusal(nested(201))).to.deep.equal({
        code: 'too_deep',
        path: `$${'[0]'.repeat(200)}`.slice(0, 400) + '…',
        offset: 200,
      });
    });

    it('is refused at 100,000 levels of arrays and of objects', () => {
      expect([refusal('['.repeat(100_000)).code, refusal('{"a":'.repeat(100_000)).code]).to.deep.equal([
        'too_deep',
        'too_deep',
      ]);
    });

    it('is read at 100,000 levels by who allows them', () => {
      expect(parseStrictJson(nested(100_000), { maxDepth: 100_000 })).to.have.length(1);
    });
  });

  describe('a path', () => {
    it('quotes keys that are not identifiers', () => {
      expect(refusal('{"a b":{"é\\"":1e400}}').path).to.equal('$["a b"]["é\\""]');
    });

    it('stays short when keys are long', () => {
      expect(refusal(`{"${'k'.repeat(1_000_000)}":?}`).path).to.have.length.below(60);
    });
  });

  describe('a large text', () => {
    it('keeps a picture of ten megabytes', () => {
      const picture = `data:image/png;base64,${'QUJD'.repeat(2_600_000)}`;
      expect(parseStrictJson(`{"src":"${picture}"}`)).to.deep.equal({ src: picture });
    });

    it('keeps ten megabytes of escaped quotes and backslashes', () => {
      const value = '\\"'.repeat(2_500_000);
      expect(parseStrictJson(JSON.stringify(value)) === value).to.equal(true);
    });
  });
});
