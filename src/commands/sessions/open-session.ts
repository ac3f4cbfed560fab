import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { startSession } from './start-session.js';
import { issueTokens, type TokenPair } from './tokens.js';

/** Opens a session for who just proved who they are, and answers its tokens; a retry gets the same. */
export const openSession = async (
  deps: CommandDeps,
  caller: Caller,
  by: { readonly accountId: number; readonly method: 'password' | 'oauth' },
): Promise<TokenPair> => {
  const { state } = await startSession(deps, caller, { ...by, draw: 0 });
  const { id: sessionId, startedAt } = state;
  const grant = { accountId: by.accountId, sessionId, generation: 0, issuedAt: startedAt, startedAt };
  return issueTokens(deps.secrets.tokenKeys, grant, deps.lifetimes);
};
