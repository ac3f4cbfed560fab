import { account, sessionsNotBefore } from '#domain/account/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { session } from '#domain/session/index.js';
import { AppError } from '#platform/app-error.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { issueTokens, verifyToken, type TokenClaims, type TokenPair } from './tokens.js';

/**
 * How long the token just replaced is answered with the same successor: an honest retry after a lost answer.
 */
const GRACE_MS = 10_000;

const notValid = (): AppError =>
  new AppError('token_not_valid', 'Token is invalid or expired. Sign in again.');

const rotate = async (deps: CommandDeps, caller: Caller, claims: TokenClaims) => {
  const { state: holder } = await deps.log.load(account, claims.accountId);
  if (holder.status === 'deactivated') throw notValid();
  const { generation } = claims;
  return deps.log.execute({
    aggregate: session,
    id: claims.sessionId,
    command: {
      type: 'RefreshSession',
      generation,
      at: caller.at,
      graceMs: GRACE_MS,
      notBefore: sessionsNotBefore(holder),
    },
    context: { ...caller.context, account: claims.accountId },
  });
};

const refused = (error: unknown): never => {
  throw error instanceof DomainError ? notValid() : error;
};

/** Exchanges a refresh token for its successors; the old one is dead afterwards. Throws `token_not_valid`. */
export const refreshSession = async (
  deps: CommandDeps,
  caller: Caller,
  refresh: string,
): Promise<TokenPair> => {
  const claims = await verifyToken(deps.secrets.tokenKeys, refresh, new Date(caller.at));
  if (claims?.type !== 'refresh') throw notValid();
  const { state } = await rotate(deps, caller, claims).catch(refused);
  if (state.status !== 'active' || state.generation !== claims.generation + 1) throw notValid();
  const { id: sessionId, accountId, generation, refreshedAt: issuedAt, startedAt } = state;
  const grant = { accountId, sessionId, generation, issuedAt, startedAt };
  return issueTokens(deps.secrets.tokenKeys, grant, deps.lifetimes);
};
