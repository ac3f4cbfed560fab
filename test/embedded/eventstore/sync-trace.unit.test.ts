import { expect } from 'chai';
import { callsOf, toldTooEarly } from './sync-trace.js';

const hex = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16)}`).join('');

const FILE = `19<${hex('/d/data.mdb')}>`;
const HEAD = `20<${hex('/d/data.mdb')}>`;
const OPEN = `1 openat(AT_FDCWD, "${hex('/d/data.mdb')}", O_WRONLY|O_DSYNC) = 20<${hex('/d/data.mdb')}>`;
const WRITE = `2 pwrite64(${FILE}, "${hex('payload')}", 7, 8192) = 7`;
const SYNC = `2 fdatasync(${FILE}) = 0`;
const HEAD_WRITE = `2 pwrite64(${HEAD}, "${hex('head')}", 4, 0) = 4`;
const ANSWER = `1 writev(23<${hex('socket:[77]')}>, [{iov_base="${hex('answer')}", iov_len=6}], 1) = 6`;

const early = (...lines: string[]): number =>
  toldTooEarly(callsOf(lines.join('\n')), [{ stored: 'payload', told: 'answer' }]).length;

describe('a trace of system calls', () => {
  it('is in order when the answer follows write, sync and head', () => {
    expect(early(OPEN, WRITE, SYNC, HEAD_WRITE, ANSWER)).to.equal(0);
  });

  it('is not when the answer comes before the head', () => {
    expect(early(OPEN, WRITE, SYNC, ANSWER, HEAD_WRITE)).to.equal(1);
  });

  it('is not when there is no sync', () => {
    expect(early(OPEN, WRITE, HEAD_WRITE, ANSWER)).to.equal(1);
  });

  it('is not when the sync began before the write', () => {
    expect(early(OPEN, SYNC, WRITE, HEAD_WRITE, ANSWER)).to.equal(1);
    const begun = `3 fdatasync(${FILE} <unfinished ...>`;
    const ended = '3 <... fdatasync resumed>) = 0';
    expect(early(OPEN, begun, WRITE, ended, HEAD_WRITE, ANSWER)).to.equal(1);
  });

  it('is not when the sync failed, or ended after the answer', () => {
    expect(
      early(OPEN, WRITE, SYNC.replace('= 0', '= -1 EIO (Input/output error)'), HEAD_WRITE, ANSWER),
    ).to.equal(1);
    const begun = `2 fdatasync(${FILE} <unfinished ...>`;
    const ended = '2 <... fdatasync resumed>) = 0';
    expect(early(OPEN, WRITE, begun, ANSWER, ended, HEAD_WRITE)).to.equal(1);
  });

  it('is not when the head is written without a sync of its own', () => {
    expect(early(WRITE, SYNC, HEAD_WRITE, ANSWER)).to.equal(1);
    expect(early(WRITE, SYNC, HEAD_WRITE, SYNC, ANSWER)).to.equal(0);
  });

  it('is not when the bytes were never seen', () => {
    expect(early(OPEN, SYNC, HEAD_WRITE, ANSWER)).to.equal(1);
    expect(early(OPEN, WRITE, SYNC, HEAD_WRITE)).to.equal(1);
  });
});
