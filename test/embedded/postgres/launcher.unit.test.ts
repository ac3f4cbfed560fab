import { expect } from 'chai';
import { ladder, type Facts } from '#embedded/postgres/launcher.js';

const people = [
  { name: 'daemon', uid: 1, gid: 1 },
  { name: 'nobody', uid: 65534, gid: 65534 },
];
const steps = (facts: Partial<Facts>) =>
  ladder({ uid: 0, owner: undefined, people, ...facts }).map(({ launcher, copied }) => {
    const way =
      launcher.prefix[0] ?? (launcher.ids.uid === undefined ? 'as we are' : `as ${launcher.ids.uid}`);
    return copied ? `${way}, copied` : way;
  });

describe('who runs Postgres', () => {
  it('is the person who starts the program', () => {
    expect(steps({ uid: 1 })).to.deep.equal(['as we are']);
  });

  it('is never root: nobody, else a renamed root, else nobody in a public place', () => {
    expect(steps({})).to.deep.equal(['as 65534', 'unshare', 'as 65534, copied']);
  });

  it('is the user postgres before nobody', () => {
    const postgres = { name: 'postgres', uid: 101, gid: 104 };
    expect(steps({ people: [...people, postgres] })[0]).to.equal('as 101');
  });

  it('is a renamed root where root owns the data already', () => {
    expect(steps({ owner: { uid: 0, gid: 0 } })).to.deep.equal(['unshare']);
  });

  it('is whom the data belongs to', () => {
    expect(steps({ owner: { uid: 7, gid: 8 } })).to.deep.equal(['as 7', 'as 7, copied']);
  });

  it('is somebody else in name when the user id has no entry', () => {
    if (process.platform !== 'linux') return expect(steps({ uid: 12345 })).to.deep.equal(['as we are']);
    return expect(steps({ uid: 12345 })).to.deep.equal(['unshare']);
  });

  it('is not a person the data does not belong to', () => {
    expect(() => steps({ uid: 1, owner: { uid: 7, gid: 8 } })).to.throw(/belongs to user id 7/);
  });

  it('is nobody at all where there is no ordinary user', () => {
    expect(steps({ people: [] })).to.deep.equal([]);
  });
});
