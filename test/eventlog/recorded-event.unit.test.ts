import { expect } from 'chai';
import { UndecodableEvent } from '#eventlog/codec.js';
import { recordedEvent, type RawEvent } from '#eventlog/recorded-event.js';
import { caller } from '#test/support/callers.js';
import { sealDecision } from '#eventlog/seal-decision.js';
import { counterCodec } from './counter.js';

const POSITION = { commit: 5n, prepare: 5n };
const data = { by: 1, personId: 7, person: 'Ada', at: '' };
const decision = {
  stream: 'xcounter-1',
  after: 4,
  events: [{ type: 'Added', data }],
  codec: counterCodec,
  context: caller().context,
};

const raw = (): RawEvent => {
  const [stored] = sealDecision(decision).stored;
  if (!stored) throw new Error('Nothing was decided.');
  return { ...stored, position: POSITION, created: new Date(0) };
};

describe('an event as the client hands it out', () => {
  it('is decoded to what was decided', () => {
    expect(recordedEvent(counterCodec, raw()).event).to.deep.equal({ type: 'Added', data });
  });

  it('is seen by its writer as any reader sees it', () => {
    const [seen] = sealDecision(decision).recorded(POSITION);
    expect(recordedEvent(counterCodec, raw())).to.deep.equal(seen);
  });

  const broken: readonly [string, unknown][] = [
    ['none', undefined],
    ['text', 'hello'],
    ['bytes', new Uint8Array([1])],
    ['without a seal', { ...(raw().metadata as object), h: undefined }],
    ['of schema 0', { ...(raw().metadata as object), schema: 0 }],
    ['of schema 1.5', { ...(raw().metadata as object), schema: 1.5 }],
  ];
  for (const [what, metadata] of broken) {
    it(`cannot be decoded with broken metadata: ${what}`, () => {
      expect(() => recordedEvent(counterCodec, { ...raw(), metadata })).to.throw(UndecodableEvent);
    });
  }
});
