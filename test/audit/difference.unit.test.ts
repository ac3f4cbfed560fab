import { expect } from 'chai';
import fc from 'fast-check';
import { differences } from '#audit/difference.js';
import type { JsonValue } from '#domain/kit/json.js';

const shown = (before: JsonValue | undefined, after: JsonValue | undefined) =>
  differences(before, after).map(({ path, before: was, after: is }) => [path.join('.'), was, is]);

describe('two states', () => {
  it('differ in the fields that changed, came and went', () => {
    expect(shown({ a: 1, b: { c: 'x', d: null } }, { b: { c: 'y', e: [] }, a: 1 })).to.deep.equal([
      ['b.c', 'x', 'y'],
      ['b.d', null, undefined],
      ['b.e', undefined, []],
    ]);
  });

  it('differ in the elements that only one list holds, however often', () => {
    expect(shown({ l: [1, 1, 2] }, { l: [2, 1, 3] })).to.deep.equal([
      ['l.[]', 1, undefined],
      ['l.[]', undefined, 3],
    ]);
  });

  it('differ in the order of a list', () => {
    expect(shown([1, 2], [2, 1])).to.deep.equal([['', [1, 2], [2, 1]]]);
  });

  it('differ as a whole when one of them is no object', () => {
    expect(shown(null, { a: 1 })).to.deep.equal([['', null, { a: 1 }]]);
    expect(shown([], {})).to.deep.equal([['', [], {}]]);
  });

  it('keep names as they are, also those that objects have by themselves', () => {
    const hostile = JSON.parse('{"__proto__":1,"constructor":2,"<script>":3}') as JsonValue;
    expect(shown({}, hostile)).to.deep.equal([
      ['<script>', undefined, 3],
      ['__proto__', undefined, 1],
      ['constructor', undefined, 2],
    ]);
  });

  it('do not differ from themselves, and do from any other', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const [a, b] = [one, other].map((each) => JSON.parse(JSON.stringify(each)) as JsonValue);
        if (a === undefined || b === undefined) return;
        expect(differences(a, a)).to.deep.equal([]);
        if (differences(a, b).length === 0) expect(a).to.deep.equal(b);
      }),
    );
  });
});
