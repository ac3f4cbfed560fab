import { expect } from 'chai';
import {
  WireError,
  cursorOf,
  readBytes,
  readInt64,
  readString,
  readVarint,
  skipField,
} from '#embedded/eventstore/wire/reader.js';
import {
  bytesField,
  int64Field,
  numberField,
  putVarint,
  varintSize,
} from '#embedded/eventstore/wire/writer.js';
import { readUuid, stringUuid, structuredUuid } from '#embedded/eventstore/wire/uuid.js';
import { encodeRecord, streamField, type RecordParts } from '#embedded/eventstore/wire/recorded-event.js';
import {
  isSystemRecord,
  recordCreatedMs,
  recordId,
  recordJsonData,
  recordStream,
  recordType,
  withStructuredId,
} from '#embedded/eventstore/wire/peek-record.js';

const NUMBERS = [0, 1, 127, 128, 300, 2 ** 21, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 35 + 5, 2 ** 53 - 1];

describe('event store wire format: numbers', () => {
  for (const number of NUMBERS) {
    it(`${String(number)} comes back as written, in the size announced`, () => {
      const buf = Buffer.alloc(12);
      const end = putVarint(buf, 0, number);
      expect([readVarint(cursorOf(buf)), end]).to.deep.equal([number, varintSize(number)]);
    });
  }

  it('keeps negative 64-bit numbers exact', () => {
    const c = cursorOf(int64Field(1, -2n));
    readVarint(c);
    expect(readInt64(c)).to.equal(-2n);
  });

  it('refuses a number that never ends', () => {
    expect(() => readVarint(cursorOf(Buffer.alloc(11, 0xff)))).to.throw(WireError);
  });

  it('refuses a number that is cut short', () => {
    expect(() => readVarint(cursorOf(Buffer.from([0x80])))).to.throw(WireError);
  });
});

describe('event store wire format: fields', () => {
  it('of any kind can be skipped', () => {
    const fixed = Buffer.from([0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x15, 1, 2, 3, 4]);
    const c = cursorOf(
      Buffer.concat([numberField(1, 300), bytesField(2, 'abc'), fixed, bytesField(3, 'end')]),
    );
    for (let n = 0; n < 4; n++) skipField(c, readVarint(c));
    readVarint(c);
    expect(readString(c)).to.equal('end');
  });

  it('longer than their message are refused', () => {
    const c = cursorOf(Buffer.from([0x0a, 5, 1]));
    readVarint(c);
    expect(() => readBytes(c)).to.throw(WireError);
  });

  it('of an unknown kind are refused', () => {
    expect(() => {
      skipField(cursorOf(Buffer.from([1])), 0x0f);
    }).to.throw(WireError);
  });
});

describe('event store wire format: ids', () => {
  const id = 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6';
  const read = (content: Buffer): string => {
    const c = cursorOf(bytesField(1, content));
    readVarint(c);
    return readUuid(c);
  };

  it('are the same as text and as two numbers', () => {
    expect([read(stringUuid(id)), read(structuredUuid(id))]).to.deep.equal([id, id]);
  });

  it('are lower case whatever was sent', () => {
    expect(read(stringUuid(id.toUpperCase()))).to.equal(id);
  });

  it('that are none read as missing', () => {
    expect([read(stringUuid('nonsense')), read(Buffer.alloc(0))]).to.deep.equal(['', '']);
  });
});

describe('event store wire format: a stored record', () => {
  const parts: RecordParts = {
    id: 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6',
    type: 'Geändert'.repeat(40),
    isJson: true,
    customMetadata: Buffer.from('{"by":1}'),
    data: Buffer.from('{"a":1}'),
    stream: streamField('設計-1'),
    revision: 2 ** 40,
    position: 2 ** 45,
    createdMs: 1_800_000_000_123,
  };
  const encode = (change: Partial<RecordParts> = {}): Buffer =>
    encodeRecord({ ...parts, ...change }, (size) => Buffer.alloc(size));

  it('tells what it was made of without being decoded', () => {
    const record = encode();
    expect([
      recordId(record),
      recordStream(record),
      recordType(record),
      recordCreatedMs(record),
    ]).to.deep.equal([parts.id, '設計-1', parts.type, parts.createdMs]);
    expect(recordJsonData(record)).to.deep.equal(parts.data);
  });

  it('fills exactly the memory it asked for', () => {
    const record = encode();
    const c = cursorOf(record);
    readVarint(c);
    readBytes(c);
    expect([c.pos, record.at(-1)]).to.deep.equal([record.length, 0x08]);
  });

  it('has no JSON when it is binary', () => {
    expect(recordJsonData(encode({ isJson: false }))).to.equal(undefined);
  });

  it('is of the system when its stream is', () => {
    expect([isSystemRecord(encode()), isSystemRecord(encode({ stream: streamField('$x') }))]).to.deep.equal([
      false,
      true,
    ]);
  });

  it('keeps all else when its id becomes two numbers', () => {
    const plain = encode();
    const structured = withStructuredId(plain);
    expect(structured.includes(plain.subarray(60, -2))).to.equal(true);
    expect(structured.includes(parts.id)).to.equal(false);
  });
});
