import { session } from '#domain/session/index.js';
import { nameBasedId } from '#platform/ids.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/**
 * Ends a session of the caller: its refresh tokens are refused from now on. Unknown and foreign ones are left
 * alone.
 */
export const endSession = async (deps: CommandDeps, caller: Caller, sessionId: string): Promise<void> => {
  const { state } = await deps.log.load(session, sessionId);
  if (state.accountId !== caller.accountId) return;
  await deps.log.execute({
    aggregate: session,
    id: sessionId,
    command: { type: 'EndSession', at: caller.at },
    context: { ...caller.context, commandId: nameBasedId(caller.context.commandId, sessionId) },
  });
};
