import { expect } from 'chai';
import fc from 'fast-check';
import { canonical, checkSeal } from '#embedded/eventstore/tools/verify/seal.js';
import { canonicalJson } from '#platform/canonical-json.js';
import { sha256 } from '#platform/hash.js';

const json = fc
  .jsonValue({ stringUnit: 'binary' })
  .map((value): unknown => JSON.parse(JSON.stringify(value)));

const EVENT = { id: '1', stream: 's', revision: 3, type: 'T' } as const;

const sealed = (data: unknown, metadata: object) => {
  const h = sha256(canonicalJson({ ...EVENT, data, metadata }));
  return {
    ...EVENT,
    data: Buffer.from(JSON.stringify(data)),
    metadata: Buffer.from(JSON.stringify({ ...metadata, h })),
  };
};

describe('event store: seals', () => {
  it('use the canonical JSON of the application', () => {
    fc.assert(
      fc.property(json, (value) => {
        fc.pre(!JSON.stringify(value).includes('-0') && JSON.stringify(value).isWellFormed());
        expect(canonical(value)).to.equal(canonicalJson(value));
      }),
    );
  });

  it('that the application made fit', () => {
    expect(checkSeal(sealed({ b: 1, a: ['ä', null] }, { schema: 1 }))).to.equal('good');
  });

  it('do not fit when anything was changed', () => {
    const event = sealed({ amount: 1 }, { schema: 1 });
    const changes = [
      { id: '2' },
      { stream: 't' },
      { revision: 4 },
      { type: 'U' },
      { data: Buffer.from('{}') },
    ];
    const found = changes.map((change) => checkSeal({ ...event, ...change }));
    expect(found).to.deep.equal(changes.map(() => 'bad'));
  });

  it('are not expected where there is no JSON, or another h', () => {
    const event = sealed({}, {});
    const none = [
      { data: undefined },
      { metadata: Buffer.from('{"h":"short"}') },
      { metadata: Buffer.from('"h"') },
      { metadata: Buffer.alloc(0) },
    ];
    expect(none.map((change) => checkSeal({ ...event, ...change }))).to.deep.equal(none.map(() => 'none'));
  });
});
