import { expect } from 'chai';
import { fold } from '#domain/kit/decider.js';
import { session, type SessionEvent } from '#domain/session/index.js';
import { at } from '#test/support/examples.js';

const about = { sessionId: '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10', accountId: 7 };
const started: SessionEvent = {
  type: 'SessionStarted',
  data: { ...about, method: 'password', ip: '203.0.113.9', userAgent: 'Mozilla/5.0', at: at(0) },
};
const refreshed: SessionEvent = { type: 'SessionRefreshed', data: { ...about, generation: 1, at: at(60) } };
const ended: SessionEvent = { type: 'SessionEnded', data: { ...about, reason: 'logout', at: at(61) } };

const current = {
  status: 'active',
  id: about.sessionId,
  accountId: 7,
  generation: 0,
  startedAt: at(0),
  refreshedAt: at(0),
};

describe('the state of a session', () => {
  it('begins with the first generation, and without what is personal', () => {
    expect(fold(session, [started])).to.deep.equal(current);
  });

  it('has the generation of the last exchange and its time', () => {
    const state = fold(session, [started, refreshed]);
    expect(state).to.deep.equal({ ...current, generation: 1, refreshedAt: at(60) });
  });

  it('stays known after it ended', () => {
    expect(fold(session, [started, ended])).to.deep.equal({ ...current, status: 'ended' });
  });
});
