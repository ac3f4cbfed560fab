import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { startSession } from './start-session.js';
import { issueTokens, type TokenPair } from './tokens.js';

/** Opens a session for who just proved who they are by a password, and answers its tokens; a retry gets the same. */
export const openSession = async (
  deps: CommandDeps,
  caller: Caller,
  accountId: number,
): Promise<TokenPair> => {
  const { state } = await startSession(deps, caller, { accountId, method: 'password', draw: 0 });
  const grant = { accountId, sessionId: state.id, generation: 0, issuedAt: state.startedAt };
  return issueTokens(deps.secrets.tokenKey, grant, deps.lifetimes);
};
