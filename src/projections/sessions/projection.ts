import type { AccountEvent } from '#domain/account/events.js';
import type { SessionEvent } from '#domain/session/events.js';
import type { SignInEvent } from '#domain/signin/events.js';
import { keep, most, patch, put } from '../kit/change.js';
import { projection } from '../kit/projection.js';
import { revealed } from '../kit/revealed.js';
import { accountCutoffs, loginHistory, sessions } from './tables.js';

export const sessionsProjection = projection<AccountEvent | SessionEvent | SignInEvent>({
  name: 'sessions',
  version: 1,
  shape: 1,
  categories: ['account', 'session', 'signin'],
  tables: [sessions, loginHistory, accountCutoffs],
  on: {
    SessionStarted: ({ data: { sessionId, accountId, method, at, ...from }, eventId }) => {
      const [ip, user_agent] = [revealed(from.ip), revealed(from.userAgent)];
      const began = { account_id: accountId, method, ip, user_agent };
      const session = { ...began, id: sessionId, started_at: at, refreshed_at: at, generation: 0 };
      return [
        put(sessions, { ...session, ended_at: null, end_reason: null }),
        keep(loginHistory, { ...began, id: eventId, at, success: true, failure_reason: null }),
      ];
    },
    SessionRefreshed: ({ data: { sessionId, generation, at } }) => [
      patch(sessions, { id: sessionId }, { generation, refreshed_at: at }),
    ],
    SessionEnded: ({ data: { sessionId, reason, at } }) => [
      patch(sessions, { id: sessionId }, { ended_at: at, end_reason: reason }),
    ],
    LoginFailed: ({ data: { accountId, method, reason, at, ip, userAgent }, eventId }) => [
      keep(loginHistory, {
        ...{ account_id: accountId, id: eventId, at, success: false, method, failure_reason: reason },
        ...{ ip: revealed(ip), user_agent: revealed(userAgent) },
      }),
    ],
    AccountPasswordChanged: ({ data: { accountId, at } }) => [
      most(accountCutoffs, { account_id: accountId }, { not_before: at, password_changed_at: at }),
    ],
    AccountSessionsRevoked: ({ data: { accountId, at } }) => [
      most(accountCutoffs, { account_id: accountId }, { not_before: at }),
    ],
    AccountDeactivated: ({ data: { accountId, at } }) => [
      most(accountCutoffs, { account_id: accountId }, { closed_at: at, not_before: at }),
    ],
    AccountReactivated: ({ data: { accountId, at } }) => [
      most(accountCutoffs, { account_id: accountId }, { opened_at: at }),
    ],
  },
});
