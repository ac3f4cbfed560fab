import { expect } from 'chai';
import { createStanding, endingOf } from '#api/access/standing.js';

const HOUR = 3_600_000;
const SESSION = '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10';
const token = { accountId: 7, sessionId: SESSION, startedAt: 1_000 };

const standingAt = (now: { ms: number }) => createStanding(HOUR, () => now.ms);

describe('what a process knows of sessions that are over', () => {
  it('lets through what nobody ended', () => {
    expect(standingAt({ ms: 0 }).isOver(token)).to.equal(false);
  });

  it('refuses a session that was ended, and no other of the account', () => {
    const standing = standingAt({ ms: 2_000 });
    standing.learn({ kind: 'session', id: SESSION, at: 1_500 });
    expect(standing.isOver(token)).to.equal(true);
    expect(standing.isOver({ ...token, sessionId: 'another' })).to.equal(false);
  });

  it('refuses sessions that began before a cut-off of the account, to the millisecond', () => {
    const standing = standingAt({ ms: 2_000 });
    standing.learn({ kind: 'cutoff', id: '7', at: 1_001 });
    expect(standing.isOver(token)).to.equal(true);
    expect(standing.isOver({ ...token, startedAt: 1_001 })).to.equal(false);
  });

  it('keeps the latest cut-off, in whatever order they are told', () => {
    const standing = standingAt({ ms: 3_000 });
    standing.learn({ kind: 'cutoff', id: '7', at: 2_000 });
    standing.learn({ kind: 'cutoff', id: '7', at: 500 });
    expect(standing.isOver(token)).to.equal(true);
  });

  it('refuses a closed account until it is opened again', () => {
    const standing = standingAt({ ms: 2_000 });
    standing.learn({ kind: 'closed', id: '7', at: 1_500 });
    expect(standing.isOver({ ...token, startedAt: 1_900 })).to.equal(true);
    standing.learn({ kind: 'opened', id: '7', at: 1_600 });
    expect(standing.isOver({ ...token, startedAt: 1_900 })).to.equal(false);
  });

  it('bug: sessions from before an account was closed were good again when it was opened', () => {
    const standing = standingAt({ ms: 2_000 });
    standing.learn({ kind: 'closed', id: '7', at: 1_500 });
    standing.learn({ kind: 'opened', id: '7', at: 1_600 });
    expect(standing.isOver({ ...token, startedAt: 1_499 })).to.equal(true);
  });

  it('forgets a session when no access token of it can be good any more', () => {
    const now = { ms: 2_000 };
    const standing = standingAt(now);
    standing.learn({ kind: 'session', id: SESSION, at: 1_500 });
    now.ms += 2 * HOUR;
    standing.learn({ kind: 'session', id: 'a later one', at: now.ms });
    expect(standing.size()).to.equal(1);
  });

  it('keeps accounts closed for good', () => {
    const now = { ms: 2_000 };
    const standing = standingAt(now);
    standing.learn({ kind: 'closed', id: '7', at: 1_500 });
    now.ms += 100 * HOUR;
    standing.learn({ kind: 'session', id: 'a later one', at: now.ms });
    expect(standing.isOver(token)).to.equal(true);
  });

  it('reads of events what they end', () => {
    const at = '2026-02-08T08:30:00.000Z';
    const ended = endingOf('SessionEnded', { sessionId: SESSION, accountId: 7, at });
    expect(ended).to.deep.equal({ kind: 'session', id: SESSION, at: Date.parse(at) });
    expect(endingOf('AccountDeactivated', { accountId: 7, at })).to.include({ kind: 'closed', id: '7' });
    expect(endingOf('ProjectCreated', { accountId: 7, at })).to.equal(undefined);
    expect(endingOf('SessionEnded', null)).to.equal(undefined);
  });
});
