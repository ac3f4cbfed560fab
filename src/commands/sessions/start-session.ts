import { session, type Session } from '#domain/session/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { nameBasedId } from '#platform/ids.js';
import { stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

interface SessionStart {
  readonly accountId: number;
  readonly method: 'registration' | 'password' | 'oauth';
  /** Tells apart the sessions one command may try to open. */
  readonly draw: number;
}

/** Opens the session of a sign-in. Its id follows from the command, so a retry opens the same one. */
export const startSession = (
  deps: CommandDeps,
  caller: Caller,
  start: SessionStart,
): Promise<Outcome<Session>> => {
  const { accountId, method, draw } = start;
  const sessionId = nameBasedId(caller.context.commandId, 'session', draw);
  const facts = { sessionId, accountId, method, ip: caller.ip, userAgent: caller.userAgent, at: caller.at };
  return deps.log.execute({
    aggregate: session,
    id: sessionId,
    command: { type: 'StartSession', start: facts },
    context: { ...stepOf(caller.context, 'session', draw), account: accountId },
  });
};
