import { expect } from 'chai';
import fc from 'fast-check';
import { readAppendPart, readDeleteRequest } from '#embedded/eventstore/wire/append-messages.js';
import { readBatchPart } from '#embedded/eventstore/wire/batch-append-messages.js';
import { readConsumerMessage } from '#embedded/eventstore/wire/persistent-read.js';
import {
  readDeleteGroup,
  readInfoRequest,
  readListRequest,
  readReplayRequest,
} from '#embedded/eventstore/wire/persistent-requests.js';
import { readGroupRequest } from '#embedded/eventstore/wire/persistent-settings.js';
import { readReadRequest } from '#embedded/eventstore/wire/read-messages.js';
import { WireError } from '#embedded/eventstore/wire/reader.js';
import { batchOptions, batchPart, proposed, readRequest } from './raw-client.js';

const id = 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6';
const samples = [
  readRequest('stream', 'structured'),
  batchPart(id, {
    options: batchOptions('stream', { secondsFromNow: 5 }),
    events: [proposed(id), proposed(id, { structured: true })],
    final: true,
  }),
];

/** True when a message is understood or refused, but never breaks its reader. */
const isSafe = (read: (bytes: Buffer) => unknown, bytes: Buffer): boolean => {
  try {
    read(bytes);
    return true;
  } catch (error) {
    return error instanceof WireError;
  }
};

describe('event store wire format: bytes that are no message', () => {
  const readers = {
    readAppendPart,
    readDeleteRequest,
    readBatchPart,
    readReadRequest,
    readGroupRequest,
    readConsumerMessage,
    readDeleteGroup,
    readInfoRequest,
    readListRequest,
    readReplayRequest,
  };

  for (const [name, read] of Object.entries(readers)) {
    it(`are understood or refused by ${name}`, () => {
      const anything = fc.uint8Array({ maxLength: 80 });
      fc.assert(fc.property(anything, (bytes) => isSafe(read, Buffer.from(bytes))));
    });

    it(`that were a message once are understood or refused by ${name}`, () => {
      const damaged = fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.nat({ max: 255 }), fc.nat());
      fc.assert(
        fc.property(damaged, ([sample, at, byte, cut]) => {
          const bytes = Buffer.from(sample);
          bytes[at % bytes.length] = byte;
          return isSafe(read, bytes.subarray(0, cut % 2 === 0 ? bytes.length : cut % bytes.length));
        }),
      );
    });
  }

  it('do not include the samples themselves', () => {
    expect(samples.map((sample) => sample.length > 0)).to.deep.equal([true, true]);
  });
});
