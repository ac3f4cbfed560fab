import { session, type Session } from '#domain/session/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { nameBasedId } from '#platform/ids.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

export interface EndedBy {
  readonly sessionId: string;
  /** Signed out in the session itself, or taken back from another one. */
  readonly reason: 'logout' | 'revoked';
}

/**
 * Ends a session of the caller: its refresh tokens are refused from now on. Unknown and foreign ones are left
 * alone, and answered by undefined.
 */
export const endSession = async (
  deps: CommandDeps,
  caller: Caller,
  { sessionId, reason }: EndedBy,
): Promise<Outcome<Session> | undefined> => {
  const { state } = await deps.log.load(session, sessionId);
  if (state.status === 'none' || state.accountId !== caller.accountId) return undefined;
  return deps.log.execute({
    aggregate: session,
    id: sessionId,
    command: { type: 'EndSession', reason, at: caller.at },
    context: { ...caller.context, commandId: nameBasedId(caller.context.commandId, sessionId) },
  });
};
