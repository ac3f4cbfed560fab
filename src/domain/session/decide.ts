import { DomainError } from '../kit/domain-error.js';
import type { SessionEvent } from './events.js';
import type { Session } from './state.js';

type Start = Extract<SessionEvent, { type: 'SessionStarted' }>['data'];

export type SessionCommand =
  | { readonly type: 'StartSession'; readonly start: Start }
  | {
      readonly type: 'RefreshSession';
      readonly generation: number;
      readonly at: string;
      readonly graceMs: number;
      /** Sessions that began before this instant are over: password changed, or all signed out. Empty: never. */
      readonly notBefore: string;
    }
  | { readonly type: 'EndSession'; readonly reason: 'logout' | 'revoked'; readonly at: string };

const requireActive = (session: Session): void => {
  if (session.status !== 'active')
    throw new DomainError('session_ended', 'This session has ended. Sign in again.');
};

const millisecondsSince = (earlier: string, later: string): number => Date.parse(later) - Date.parse(earlier);

/**
 * The token just replaced is answered again for `graceMs` (an honest retry gets the same successor, and no
 * event); an older one, or a later replay, means it was stolen: the whole family ends.
 */
const refresh = (
  session: Session,
  command: SessionCommand & { type: 'RefreshSession' },
): readonly SessionEvent[] => {
  requireActive(session);
  if (session.startedAt < command.notBefore) {
    throw new DomainError('session_ended', 'All sessions were ended. Sign in again.');
  }
  const { id: sessionId, accountId } = session;
  if (command.generation === session.generation) {
    return [
      {
        type: 'SessionRefreshed',
        data: { sessionId, accountId, generation: command.generation + 1, at: command.at },
      },
    ];
  }
  const justReplaced = command.generation === session.generation - 1;
  if (justReplaced && millisecondsSince(session.refreshedAt, command.at) <= command.graceMs) return [];
  return [{ type: 'SessionEnded', data: { sessionId, accountId, reason: 'token_reused', at: command.at } }];
};

export const decide = (session: Session, command: SessionCommand): readonly SessionEvent[] => {
  switch (command.type) {
    case 'StartSession':
      if (session.status !== 'none') throw new DomainError('already_exists', 'This session exists already.');
      return [{ type: 'SessionStarted', data: command.start }];
    case 'RefreshSession':
      return refresh(session, command);
    case 'EndSession':
      if (session.status !== 'active') return [];
      return [
        {
          type: 'SessionEnded',
          data: {
            sessionId: session.id,
            accountId: session.accountId,
            reason: command.reason,
            at: command.at,
          },
        },
      ];
  }
};
