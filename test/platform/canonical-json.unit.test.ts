import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalJson } from '#platform/canonical-json.js';

/** Appendix B of RFC 8785: the bits of a double and how it is written. */
const NUMBERS = [
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
] as const;

const double = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE();

/** The same value with the fields of every object in reverse order. */
const reversed = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  );
};

describe('canonical JSON', () => {
  for (const [bits, text] of NUMBERS) {
    it(`writes the number ${text} as RFC 8785 does`, () => {
      expect(canonicalJson(double(bits))).to.equal(text);
    });
  }

  it('writes the sample of RFC 8785 as RFC 8785 does', () => {
    const sample = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(sample)).to.equal(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 units, not by characters', () => {
    const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
    const text = canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])));
    const order = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'];
    expect(Object.keys(JSON.parse(text) as object).filter((key) => key !== '1')).to.deep.equal(
      order.filter((key) => key !== '1'),
    );
    expect(text).to.match(/^\{"\\r":0,"1":0,/);
  });

  it('sorts keys of inner objects too and keeps the order of arrays', () => {
    expect(canonicalJson([{ b: { d: 1, c: 2 }, a: [] }, 1])).to.equal('[{"a":[],"b":{"c":2,"d":1}},1]');
  });

  it('means what it was made of', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(plain))).to.deep.equal(plain);
      }),
    );
  });

  it('does not depend on the order of fields', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(canonicalJson(reversed(plain))).to.equal(canonicalJson(plain));
      }),
    );
  });

  const REFUSED: Readonly<Record<string, unknown>> = {
    undefined: undefined,
    'an undefined field': { a: undefined },
    'a function': () => 1,
    'a symbol': Symbol('a'),
    'a bigint': 1n,
    NaN: NaN,
    Infinity: Infinity,
    '-0': -0,
    'an inner -0': [{ a: -0 }],
    'a lone surrogate': '\ud800',
    'a lone surrogate in a key': { '\udc00': 1 },
    'a hole in an array': new Array(2),
    'a Date': new Date(0),
    'a Map': new Map([[1, 2]]),
    bytes: new Uint8Array(2),
  };
  for (const [what, value] of Object.entries(REFUSED)) {
    it(`refuses ${what}`, () => {
      expect(() => canonicalJson(value)).to.throw(TypeError);
    });
  }
});
