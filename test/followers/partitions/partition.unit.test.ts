import { expect } from 'chai';
import fc from 'fast-check';
import { endingsOf, isInPart, partitionsOf } from '#followers/partitions/partition.js';

const streams = fc.oneof(
  fc.integer({ min: 1 }).map((id) => `project-${id}`),
  fc.uuid().map((id) => `session-${id}`),
  fc.string({ minLength: 1, unit: 'binary' }).map((id) => `reservation-${id}`),
);

for (const of of [1, 2, 5, 10]) {
  describe(`the parts of ${of}`, () => {
    it('have each stream in one of them', () => {
      fc.assert(
        fc.property(streams, (stream) => {
          const own = partitionsOf(of).filter((partition) => isInPart(partition, stream));
          expect(own).to.have.lengthOf(1);
        }),
      );
    });

    it('are told by the ends of names, as a filter of the log has them', () => {
      fc.assert(
        fc.property(streams, fc.integer({ min: 0, max: of - 1 }), (stream, index) => {
          const pattern = new RegExp(endingsOf({ index, of }), 's');
          expect(pattern.test(stream)).to.equal(isInPart({ index, of }, stream));
        }),
      );
    });

    it('have as many numbers each', () => {
      const numbers = Array.from({ length: 10 }, (_, digit) => `project-${digit}`);
      const sizes = partitionsOf(of).map(
        (partition) => numbers.filter((stream) => isInPart(partition, stream)).length,
      );
      expect(new Set(sizes)).to.deep.equal(new Set([10 / of]));
    });
  });
}
