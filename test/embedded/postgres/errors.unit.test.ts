import { expect } from 'chai';
import { failure } from '#embedded/postgres/errors.js';

const says = (line: string) => failure('the server did not start', [line]).message;

describe('a Postgres that does not start', () => {
  const cases = [
    [
      'FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device',
      /the disk is full: free some space/,
    ],
    ['FATAL:  database files are incompatible with server', /another version of Postgres/],
    ['could not bind IPv4 address "127.0.0.1": Address already in use', /used by another program/],
    ['initdb: could not look up effective user ID 7: user does not exist', /start as another user/],
    ['postgres: libicui18n.so.60: cannot open shared object file', /set DATABASE_URL instead/],
    ['could not create directory "/x": Permission denied', /cannot be written/],
    ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', /not enough memory/],
  ] as const;
  for (const [line, expected] of cases) {
    it(`explains: ${line}`, () => {
      expect(says(line)).to.match(expected);
    });
  }

  it('repeats the last line when the cause is none we know', () => {
    expect(says('FATAL:  the moon is full')).to.equal(
      'Postgres: the server did not start: FATAL:  the moon is full',
    );
  });
});
