// Ends a sign-in by a provider. Promises: an identity that is connected signs in; a new one connects with an
// account of the same address only when both sides have verified it (who only typed an address in cannot wait
// there for its owner), else opens one. A person who is signed in connects it with the own account.
import type { Account } from '#domain/account/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { ProviderIdentity } from '#integrations/oauth/identity-provider.js';
import { AppError } from '#platform/app-error.js';
import { hmacSha256 } from '#platform/hash.js';
import { nameBasedId } from '#platform/ids.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { accountWithEmail, type SignedIn } from '../sessions/sign-in.js';
import { startSession } from '../sessions/start-session.js';
import { issueTokens } from '../sessions/tokens.js';
import { belongingOf, useIdentity, type Belonging } from './claim-identity.js';
import { completeConnection, connectIdentity, connectionOf } from './connect-identity.js';
import type { OAuthDeps } from './oauth-deps.js';
import { openAccount } from './open-account.js';
import { whoCameBack, type CameBack } from './who-came-back.js';

interface Found {
  readonly key: string;
  readonly provider: string;
  readonly person: ProviderIdentity;
}

interface Entered {
  readonly account: Account;
  readonly isNew: boolean;
}

type Free = Extract<Belonging, { readonly to: null }>;

const MAX_TRIES = 5;

/** Name of an identity's stream: nobody reads issuer or subject from it. */
export const identityKey = (
  { namePepper }: CommandDeps['secrets'],
  { issuer, subject }: Pick<ProviderIdentity, 'issuer' | 'subject'>,
): string => hmacSha256(namePepper, JSON.stringify(['identity', issuer, subject]));

const newConnection = (caller: Caller, { key, provider, person }: Found) =>
  connectionOf(
    { provider, identityKey: key, email: person.email, username: person.username },
    nameBasedId(caller.context.commandId, 'connection', key),
  );

/** What belongs to an account lets in there, and into no other. */
const byHolder = async (
  deps: CommandDeps,
  caller: Caller,
  { found, held }: { readonly found: Found; readonly held: Exclude<Belonging, Free> },
): Promise<Entered> => {
  const { to, connectionId, connected } = held;
  if (caller.accountId !== null && caller.accountId !== to.id) {
    throw new DomainError('identity_taken', 'Another account signs in by this one already.');
  }
  if (connected) return { account: to, isNew: false };
  const connection = { ...newConnection(caller, found), connectionId };
  return { account: await completeConnection(deps, caller, { accountId: to.id, connection }), isNew: false };
};

const requireVerified = ({ email, emailVerified }: ProviderIdentity): void => {
  if (email !== '' && emailVerified) return;
  throw new AppError('oauth_email_not_verified', 'The provider does not vouch for your e-mail address.');
};

/** Of an identity nobody has; undefined when somebody else did the same at this moment. */
const byAddress = async (
  deps: CommandDeps,
  caller: Caller,
  { found, voidClaim }: { readonly found: Found; readonly voidClaim: Free['voidClaim'] },
): Promise<Entered | undefined> => {
  const connection = newConnection(caller, found);
  if (caller.accountId !== null) {
    const claim = { accountId: caller.accountId, connection, voidClaim };
    return { account: await connectIdentity(deps, caller, claim), isNew: false };
  }
  requireVerified(found.person);
  const owner = await accountWithEmail(deps, found.person.email);
  if (!owner) {
    const opened = await openAccount(deps, caller, { ...found, voidClaim });
    return opened && { account: opened, isNew: true };
  }
  if (!owner.emailVerified) {
    const message = 'An account with this address exists already, and nobody has verified the address there.';
    throw new AppError('oauth_link_refused', message);
  }
  const claim = { accountId: owner.id, connection, voidClaim };
  return { account: await connectIdentity(deps, caller, claim), isNew: false };
};

/** Somebody was faster: what they did is to be looked at anew. */
const wasOvertaken = (error: unknown): boolean =>
  (error instanceof DomainError && error.code === 'identity_taken') ||
  (error instanceof AppError && error.code === 'conflict');

const enter = async (deps: CommandDeps, caller: Caller, found: Found): Promise<Entered> => {
  for (let tries = 1; ; tries += 1) {
    const belonging = await belongingOf(deps, found.key);
    if (belonging.to) return byHolder(deps, caller, { found, held: belonging });
    try {
      const entered = await byAddress(deps, caller, { found, voidClaim: belonging.voidClaim });
      if (entered) return entered;
    } catch (error) {
      if (!wasOvertaken(error) || tries >= MAX_TRIES) throw error;
    }
    if (tries >= MAX_TRIES) throw new AppError('conflict', 'The sign-in could not be completed. Try again.');
  }
};

/**
 * Signs in whoever comes back from a provider. Throws `oauth_state_not_valid`, `oauth_exchange_failed`,
 * `oauth_email_not_verified`, `oauth_link_refused`, `identity_taken`, `provider_connected`, `email_taken`.
 */
export const finishSignIn = async (
  deps: OAuthDeps,
  caller: Caller,
  came: CameBack,
): Promise<SignedIn & { readonly isNew: boolean }> => {
  const person = await whoCameBack(deps, caller, came);
  const found: Found = { key: identityKey(deps.secrets, person), provider: came.provider, person };
  const { account, isNew } = await enter(deps, caller, found);
  const { id: accountId, connections } = account;
  const connection = connections.find((known) => known.identityKey === found.key);
  if (!connection) throw new AppError('conflict', 'The connection ended at this moment. Try again.');
  const holder = { accountId, connectionId: connection.connectionId };
  await useIdentity(deps, caller, { key: found.key, provider: came.provider, holder });
  const { state: session } = await startSession(deps, caller, { accountId, method: 'oauth', draw: 0 });
  const grant = {
    accountId,
    sessionId: session.id,
    generation: 0,
    issuedAt: session.startedAt,
    startedAt: session.startedAt,
  };
  return { account, isNew, tokens: await issueTokens(deps.secrets.tokenKey, grant, deps.lifetimes) };
};
