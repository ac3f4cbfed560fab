import { expect } from 'chai';
import { CodeTooOld, UndecodableEvent } from '#eventlog/codec.js';
import { CheckpointMoved, EventFailed } from '#followers/errors.js';
import { isPoison, poisonOf } from '#followers/parking/poison.js';
import { PoisonChange } from '#projections/kit/evolve-row.js';

const SECRET = 'ada@example.org';

const sqlError = (code: string, facts: object = {}): Error =>
  Object.assign(new Error(`invalid value "${SECRET}"`), { code, detail: `(${SECRET})`, ...facts });

const place = { id: '1', stream: 'thing-1', revision: 0 };

describe('a failure that events are to blame for', () => {
  const POISON: readonly Error[] = [
    ...['22P05', '22003', '22001', '23502', '54000', '2200A'].map((code) => sqlError(code)),
    new PoisonChange('projects lacks a row'),
    new UndecodableEvent('ThingMade', new Error(SECRET)),
    new EventFailed(place, new TypeError(SECRET)),
  ];

  for (const error of POISON) {
    const { code, message } = poisonOf(error);

    it(`is told as ${code} without a value: ${message}`, () => {
      expect(isPoison(error)).to.equal(true);
      expect(`${code} ${message}`).not.to.contain('ada');
    });
  }

  it('names table, column and constraint, which are ours', () => {
    const error = sqlError('23502', { table: 'projects_v1', column: 'owner_id' });
    expect(poisonOf(error)).to.deep.equal({
      code: '23502',
      message: 'A column that needs a value has none. (table projects_v1 column owner_id)',
    });
  });

  it('says where the code failed', () => {
    expect(poisonOf(new EventFailed(place, new TypeError(SECRET))).message).to.match(
      /^TypeError at [\w.]+\.[jt]s:\d+$/,
    );
  });
});

describe('a failure that no event is to blame for', () => {
  for (const error of [
    ...['53100', '40001', '40P01', '57P01', '08006', '42P01'].map((code) => sqlError(code)),
    new CheckpointMoved(),
    new EventFailed(place, new CodeTooOld('ThingMade', 2)),
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  ]) {
    const name = 'code' in error ? String(error.code) : error.name;

    it(`parks nothing: ${name}`, () => {
      expect(isPoison(error)).to.equal(false);
    });
  }
});
