import { expect } from 'chai';
import fc from 'fast-check';
import { z } from 'zod';
import { CATALOG } from '#domain/catalog.js';
import { defineEvent, type DomainEvent } from '#domain/kit/event.js';
import { ERASED, personal, subjectOf } from '#domain/kit/personal.js';
import { CodeTooOld, createCodec, UndecodableEvent } from '#eventlog/codec.js';
import type { JsonObject } from '#domain/kit/json.js';
import { canonicalJson } from '#platform/canonical-json.js';
import { accountEventsInAnyOrder } from '#test/support/arbitrary-account.js';
import { projectEventsInAnyOrder } from '#test/support/arbitrary-project.js';
import { quotaEventsInAnyOrder } from '#test/support/arbitrary-quota.js';
import { reservationEventsInAnyOrder } from '#test/support/arbitrary-reservation.js';
import { sessionEventsInAnyOrder } from '#test/support/arbitrary-session.js';
import { CATALOG_ENTRIES } from '#test/support/catalog-entries.js';
import { goldenEvents, writtenToday } from '#test/support/golden.js';

const codec = createCodec(CATALOG);
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const encodedAndBack = (event: DomainEvent): DomainEvent => {
  const { data, schema } = codec.encode(event);
  return codec.decode(event.type, schema, throughJson(data));
};

describe('an event of the catalog', () => {
  const events: readonly [string, fc.Arbitrary<DomainEvent>][] = [
    ['account', accountEventsInAnyOrder],
    ['project', projectEventsInAnyOrder],
    ['quota', quotaEventsInAnyOrder],
    ['reservation', reservationEventsInAnyOrder],
    ['session', sessionEventsInAnyOrder],
  ];
  for (const [category, arbitrary] of events) {
    it(`is read as it was written: ${category}`, () => {
      fc.assert(
        fc.property(arbitrary, (event) => {
          expect(encodedAndBack(event)).to.deep.equal(event);
        }),
      );
    });
  }

  for (const { file, type, data } of writtenToday(goldenEvents())) {
    it(`is read as it was written: ${file}`, () => {
      expect(encodedAndBack({ type, data })).to.deep.equal({ type, data });
    });

    it(`keeps each personal field, and no other, in an envelope that names the person: ${file}`, () => {
      const definition = CATALOG_ENTRIES.find((entry) => entry.key === type)?.definition;
      const shape: Readonly<Record<string, z.core.$ZodType>> = definition?.data.shape ?? {};
      const expected = Object.entries(data).map(([field, value]) => {
        const subject = shape[field] && subjectOf(shape[field]);
        return [field, subject === undefined ? value : { $p: 1, s: data[subject], k: 0, v: value }];
      });
      expect(codec.encode({ type, data }).data).to.deep.equal(Object.fromEntries(expected));
    });
  }

  it('never stores undefined: an absent field and an undefined one are the same bytes', () => {
    const about = { projectId: 1, ownerId: 7, by: 7, at: '2026-03-01T12:00:00.000Z' };
    const spoken = codec.encode({ type: 'ProjectDetailsChanged', data: { ...about, name: undefined } });
    const silent = codec.encode({ type: 'ProjectDetailsChanged', data: about });
    expect(canonicalJson(spoken.data)).to.equal(canonicalJson(silent.data));
  });

  it('is not written with data that does not fit its schema', () => {
    const data = { accountId: 7, from: 'free', to: 'gold', at: '2026-03-01T12:00:00.000Z' };
    expect(() => codec.encode({ type: 'AccountPlanChanged', data })).to.throw(z.ZodError);
  });

  it('is not written when its person is not known', () => {
    const noted = { xnotes: { Noted: defineEvent('Noted', z.strictObject({ note: personal(z.string()) })) } };
    const encode = () => createCodec(noted).encode({ type: 'Noted', data: { note: 'hello' } });
    expect(encode).to.throw(TypeError, 'without a person');
  });
});

describe('a personal value whose key is gone', () => {
  it('is read as erased', () => {
    const { data, schema } = codec.encode(goldenEvents().find(({ type }) => type === 'ProjectCreated')!);
    const sealed = { ...data, name: { $p: 1, s: 7, k: 12, v: 'bm90aGluZw==' } };
    expect(codec.decode('ProjectCreated', schema, sealed).data)
      .to.have.property('name')
      .deep.equal(ERASED);
  });
});

/** `Sized` said `size: 'M'`, then `width`, now `width` and `unit`. */
const sized = defineEvent('Sized', z.strictObject({ width: z.number(), unit: z.string() }), [
  ({ size, ...rest }) => ({ ...rest, width: (size as string).length }),
  ({ width, ...rest }) => ({ ...rest, width: Number(width) * 10, unit: 'mm' }),
]);
const sizes = createCodec({ xsizes: { Sized: sized } });
const UNREADABLE: readonly [string, unknown][] = [
  ['text', 'hello'],
  ['nothing', undefined],
  ['null', null],
  ['a list', [1]],
  ['bytes', new Uint8Array([1, 2])],
  ['fields of no version', { height: 1 }],
];

describe('an event of an older schema', () => {
  it('is brought to the current version step by step, in order', () => {
    expect(sizes.decode('Sized', 1, { size: 'M' }).data).to.deep.equal({ width: 10, unit: 'mm' });
    expect(sizes.decode('Sized', 2, { width: 1 }).data).to.deep.equal({ width: 10, unit: 'mm' });
  });

  it('passes exactly the upcasts from its own version on', () => {
    const mark = (step: number) => (data: JsonObject) => ({ steps: [...(data['steps'] as number[]), step] });
    const property = fc
      .integer({ min: 0, max: 6 })
      .chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: 1, max: count + 1 })));
    fc.assert(
      fc.property(property, ([count, schema]) => {
        const upcasts = Array.from({ length: count }, (_, index) => mark(index + 1));
        const stepped = defineEvent('Stepped', z.strictObject({ steps: z.array(z.int()) }), upcasts);
        const { data } = createCodec({ x: { Stepped: stepped } }).decode('Stepped', schema, { steps: [] });
        const expected = Array.from({ length: count + 1 - schema }, (_, index) => schema + index);
        expect(data).to.deep.equal({ steps: expected });
      }),
    );
  });

  it('is written in the current version only', () => {
    expect(sizes.encode({ type: 'Sized', data: { width: 1, unit: 'mm' } }).schema).to.equal(3);
  });

  it('cannot be decoded when it never was of that version', () => {
    expect(() => sizes.decode('Sized', 1, { width: 3 })).to.throw(UndecodableEvent);
  });
});

describe('an event this code does not know', () => {
  it('says that the code is too old: a newer schema', () => {
    expect(() => sizes.decode('Sized', 4, { width: 1, unit: 'mm' })).to.throw(CodeTooOld, 'Sized v4');
  });

  it('says that the code is too old: an unknown type', () => {
    expect(() => sizes.decode('Resized', 1, {})).to.throw(CodeTooOld, 'Resized');
  });
});

describe('stored data no version wrote', () => {
  for (const [what, data] of UNREADABLE) {
    it(`cannot be decoded: ${what}`, () => {
      expect(() => sizes.decode('Sized', 3, data)).to.throw(UndecodableEvent);
    });
  }
});
