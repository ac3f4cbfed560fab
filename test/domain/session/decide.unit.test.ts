import { session, type SessionCommand, type SessionEvent } from '#domain/session/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const SESSION = '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10';
const MINUTE_MS = 60_000;

const started: SessionEvent = {
  type: 'SessionStarted',
  data: {
    sessionId: SESSION,
    accountId: 7,
    method: 'password',
    ip: '203.0.113.9',
    userAgent: 'Mozilla/5.0',
    at: at(0),
  },
};
const refreshed = (generation: number, minutes: number): SessionEvent => ({
  type: 'SessionRefreshed',
  data: { sessionId: SESSION, accountId: 7, generation, at: at(minutes) },
});
const ended = (reason: 'logout' | 'token_reused', minutes: number): SessionEvent => ({
  type: 'SessionEnded',
  data: { sessionId: SESSION, accountId: 7, reason, at: at(minutes) },
});

const start: SessionCommand = { type: 'StartSession', start: started.data };
const end = (minutes: number): SessionCommand => ({ type: 'EndSession', reason: 'logout', at: at(minutes) });
const refresh = (generation: number, minutes: number): SessionCommand => ({
  type: 'RefreshSession',
  generation,
  at: at(minutes),
  graceMs: MINUTE_MS,
  notBefore: '',
});

spec(session, 'a session nobody started', [
  { name: 'is started', given: [], when: start, then: [started] },
  { name: 'has no token to exchange', given: [], when: refresh(0, 1), then: { error: 'session_ended' } },
  { name: 'has nothing to end', given: [], when: end(1), then: [] },
]);

spec(session, 'a session that was started', [
  { name: 'is started once', given: [started], when: start, then: { error: 'already_exists' } },
  {
    name: 'exchanges its first token for the second',
    given: [started],
    when: refresh(0, 60),
    then: [refreshed(1, 60)],
  },
  {
    name: 'exchanges the current token however old it is',
    given: [started, refreshed(1, 60)],
    when: refresh(1, 6000),
    then: [refreshed(2, 6000)],
  },
  {
    name: 'ends when its owner signs out',
    given: [started, refreshed(1, 60)],
    when: end(61),
    then: [ended('logout', 61)],
  },
]);

spec(session, 'a token that was just replaced', [
  {
    name: 'is answered again within the grace: an honest retry',
    given: [started, refreshed(1, 60)],
    when: refresh(0, 60),
    then: [],
  },
  {
    name: 'is answered again at the last moment of the grace',
    given: [started, refreshed(1, 60)],
    when: refresh(0, 61),
    then: [],
  },
  {
    name: 'is answered again by a clock that runs behind',
    given: [started, refreshed(1, 60)],
    when: refresh(0, 59),
    then: [],
  },
  {
    name: 'ends the session once the grace is over: it was stolen',
    given: [started, refreshed(1, 60)],
    when: refresh(0, 62),
    then: [ended('token_reused', 62)],
  },
  {
    name: 'ends the session at once where no grace is given',
    given: [started, refreshed(1, 60)],
    when: { type: 'RefreshSession', generation: 0, at: at(61), graceMs: 0, notBefore: '' },
    then: [ended('token_reused', 61)],
  },
]);

spec(session, 'a session of a person whose password was changed', [
  {
    name: 'cannot be refreshed when it began before',
    given: [started, refreshed(1, 60)],
    when: { type: 'RefreshSession', generation: 1, at: at(62), graceMs: 0, notBefore: at(61) },
    then: { error: 'session_ended' },
  },
  {
    name: 'goes on when it began afterwards',
    given: [started],
    when: { type: 'RefreshSession', generation: 0, at: at(62), graceMs: 0, notBefore: at(-1) },
    then: [refreshed(1, 62)],
  },
]);

spec(session, 'a token of another generation', [
  {
    name: 'ends the session when it is older, even within the grace',
    given: [started, refreshed(1, 60), refreshed(2, 60)],
    when: refresh(0, 60),
    then: [ended('token_reused', 60)],
  },
  {
    name: 'ends the session when the session never gave it',
    given: [started, refreshed(1, 60)],
    when: refresh(2, 60),
    then: [ended('token_reused', 60)],
  },
]);

for (const reason of ['logout', 'token_reused'] as const) {
  const history = [started, refreshed(1, 60), ended(reason, 61)];
  spec(session, `a session that ended (${reason})`, [
    {
      name: 'refuses its last token',
      given: history,
      when: refresh(1, 62),
      then: { error: 'session_ended' },
    },
    {
      name: 'refuses the token just replaced, even within the grace',
      given: history,
      when: refresh(0, 61),
      then: { error: 'session_ended' },
    },
    { name: 'ends once', given: history, when: end(62), then: [] },
    { name: 'is never started again', given: history, when: start, then: { error: 'already_exists' } },
  ]);
}
