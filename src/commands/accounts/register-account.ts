// Registers an account. Promises: one account per e-mail address and username whatever happens at once; the
// same command id gets the same account and the same tokens. Order: reserve both names, open the first
// session, then the one commit event. A registration that is refused fences its account before it gives a
// name back; one that dies is fenced and undone by the sweeper (workers/reservations).
import { account, type Account } from '#domain/account/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { Outcome } from '#eventlog/execution.js';
import { AppError } from '#platform/app-error.js';
import { integerIdOf, nameBasedId } from '#platform/ids.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { earlierDraw } from '../earlier-draw.js';
import { startSession } from '../sessions/start-session.js';
import { issueTokens, type TokenPair } from '../sessions/tokens.js';
import { emailKey, usernameFrom, usernameKey } from './names.js';
import { hashPassword, requireStrongPassword } from './passwords.js';
import { isTaken, releaseNames, requireFree, reserveName, type NameClaim } from './reserve-names.js';

export interface Registration {
  readonly email: string;
  /** Derived from the e-mail address when absent. */
  readonly username?: string | undefined;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
}

export interface Registered {
  readonly outcome: Outcome<Account>;
  readonly tokens: TokenPair;
}

const MAX_DRAWS = 5;
const REFUSED = 'registration_refused';

/** Usernames to try: the wanted one, or several made of the address. */
const candidates = ({ username, email }: Registration, commandId: string): readonly string[] =>
  username === undefined
    ? ['', commandId.slice(0, 4), commandId.slice(0, 13)].map((suffix) => usernameFrom(email, suffix))
    : [username];

/** The tokens of the first session: the same for every retry of the command. */
const tokensOf = (deps: CommandDeps, caller: Caller, { state, draw }: { state: Account; draw: number }) => {
  const { id, registeredAt } = state;
  const sessionId = nameBasedId(caller.context.commandId, 'session', draw);
  const grant = { accountId: id, sessionId, generation: 0, issuedAt: registeredAt, startedAt: registeredAt };
  return issueTokens(deps.secrets.tokenKeys, grant, deps.lifetimes);
};

/** Reserves the first free candidate. Throws the refusal of the last one when none is free. */
export const reserveUsername = async (
  deps: CommandDeps,
  caller: Caller,
  claims: readonly NameClaim[],
): Promise<NameClaim> => {
  let refusal: unknown;
  for (const claim of claims) {
    try {
      await reserveName(deps, caller, claim);
      return claim;
    } catch (error) {
      if (!isTaken(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
};

interface Draw {
  readonly input: Registration;
  readonly draw: number;
  readonly accountId: number;
}

/** Reserves both names. A refusal leaves none of them reserved. */
const reserveNames = async (deps: CommandDeps, caller: Caller, { input, accountId }: Draw) => {
  const claim = (kind: NameClaim['kind'], name: string): NameClaim => {
    const key = (kind === 'email' ? emailKey : usernameKey)(deps.secrets, name);
    return { key, kind, accountId, name };
  };
  const email = claim('email', input.email);
  const usernames = candidates(input, caller.context.commandId).map((name) => claim('username', name));
  const [wanted, ...others] = usernames;
  if (wanted && others.length === 0) await requireFree(deps, caller, wanted);
  await reserveName(deps, caller, email);
  const username = await reserveUsername(deps, caller, usernames).catch(async (error: unknown) => {
    if (isTaken(error)) await releaseNames(deps, caller, { claims: [email], reason: REFUSED });
    throw error;
  });
  return { email, username };
};

const isOccupied = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'already_exists';

const attempt = async (
  deps: CommandDeps,
  caller: Caller,
  { credential, ...drawn }: Draw & { credential: string },
): Promise<Outcome<Account>> => {
  const { input, accountId, draw } = drawn;
  const { email, username } = await reserveNames(deps, caller, drawn);
  await startSession(deps, caller, { accountId, method: 'registration', draw });
  const profile = { firstName: input.firstName, lastName: input.lastName };
  const names = {
    email: email.name,
    username: username.name,
    emailKey: email.key,
    usernameKey: username.key,
  };
  const registration = { accountId, ...names, profile, credential, plan: 'free' as const, at: caller.at };
  const command = { type: 'RegisterAccount', registration } as const;
  const context = { ...caller.context, account: accountId };
  const execution = { aggregate: account, id: accountId, command, context };
  return deps.log.execute(execution).catch(async (error: unknown) => {
    // The sweeper took us for dead: what we reserved is for an account that will never be.
    if (isOccupied(error)) await releaseNames(deps, caller, { claims: [email, username], reason: REFUSED });
    throw error;
  });
};

/** Throws `validation_error`, `email_taken`, `username_taken`. */
export const registerAccount = async (
  deps: CommandDeps,
  caller: Caller,
  input: Registration,
): Promise<Registered> => {
  const { context } = caller;
  requireStrongPassword(input.password, [input.username ?? '', input.email, input.firstName, input.lastName]);
  let credential: string | undefined;
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const accountId = integerIdOf(context.commandId, draw);
    const earlier = await earlierDraw(deps, { aggregate: account, id: accountId, context });
    if (earlier === 'given up') continue;
    if (earlier)
      return { outcome: earlier, tokens: await tokensOf(deps, caller, { state: earlier.state, draw }) };
    credential ??= await hashPassword(deps.secrets, input.password);
    try {
      const outcome = await attempt(deps, caller, { input, credential, draw, accountId });
      return { outcome, tokens: await tokensOf(deps, caller, { state: outcome.state, draw }) };
    } catch (error) {
      if (!isOccupied(error)) throw error;
    }
  }
  throw new AppError('conflict', 'The registration could not be completed. Try again.');
};
