import { expect } from 'chai';
import fc from 'fast-check';
import { integerIdOf, nameBasedId, randomId } from '#platform/ids.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([45])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const SMALLEST = 2 ** 40;

describe('an integer id', () => {
  it('lies between 2^40 and 2^53, above every id of the first version', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (commandId, draw) => {
        const id = integerIdOf(commandId, draw);
        expect(Number.isSafeInteger(id)).to.equal(true);
        expect(id).to.be.at.least(SMALLEST);
      }),
    );
  });

  it('follows from the command: a retry gets the same one', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (commandId, draw) => {
        expect(integerIdOf(commandId, draw)).to.equal(integerIdOf(commandId, draw));
      }),
    );
  });

  it('never changes between releases', () => {
    expect(integerIdOf('00000000-0000-5000-8000-000000000000', 0)).to.equal(284_185_959_215_855);
  });

  it('is another one for the next draw', () => {
    const drawn = Array.from({ length: 1_000 }, (_, draw) => integerIdOf('command', draw));
    expect(new Set(drawn).size).to.equal(1_000);
  });

  it('uses the whole range', () => {
    const drawn = Array.from({ length: 1_000 }, (_, draw) => integerIdOf('command', draw));
    expect(Math.max(...drawn)).to.be.greaterThan(2 ** 52);
    expect(Math.min(...drawn)).to.be.lessThan(2 ** 48);
  });
});

describe('a name-based id', () => {
  it('is a UUID of version 5', () => {
    expect(UUID.exec(nameBasedId('a', 1))?.[1]).to.equal('5');
  });

  it('follows from its parts', () => {
    expect(nameBasedId('a', 1)).to.equal(nameBasedId('a', 1));
  });

  it('never changes between releases', () => {
    expect(nameBasedId('request', 7, 'projects.create', 'key')).to.equal(
      '2550cdd1-2eab-586a-898e-17e8dd7693e9',
    );
  });

  it('keeps apart parts that look alike side by side', () => {
    const ids = [
      nameBasedId('a', 'bc'),
      nameBasedId('ab', 'c'),
      nameBasedId('abc'),
      nameBasedId('a', 'b', 'c'),
    ];
    expect(new Set(ids).size).to.equal(4);
  });

  it('keeps apart a number and its digits', () => {
    expect(nameBasedId(1)).to.not.equal(nameBasedId('1'));
  });
});

describe('a random id', () => {
  it('is a UUID of version 4 and never the same', () => {
    expect(UUID.exec(randomId())?.[1]).to.equal('4');
    expect(randomId()).to.not.equal(randomId());
  });
});
