import { hash, verify } from '@node-rs/argon2';
import { AppError } from '#platform/app-error.js';
import { bounded } from '#platform/bounded.js';
import type { Secrets } from '../secrets.js';
import { COMMON_PASSWORDS } from './common-passwords.js';
import { isV1Hash, verifyV1Password } from './v1-passwords.js';

/** argon2id with OWASP's first choice of parameters: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const SHORTEST = 8;

/**
 * A hash takes a core for tens of milliseconds and 19 MiB: a flood of sign-ins waits here, or is turned away,
 * and the rest of the server goes on.
 */
const inTurn = bounded({
  running: 2,
  waiting: 60,
  refusal: () =>
    new AppError('service_unavailable', 'Too many people sign in at this moment. Try again soon.'),
});

/**
 * Same parameters as every stored hash, of a password nobody knows: unknown names cost as much as known ones.
 */
const HASH_OF_NOTHING =
  '$argon2id$v=19$m=19456,t=2,p=1$oqAnipmWyIsaAvXNs0dzRw$mK/2HcuLwWzE8AJ8tTsnJfJtE4FGBrDnidi1TxXqrhw';

export const hashPassword = ({ passwordPepper }: Secrets, password: string): Promise<string> =>
  inTurn(() => hash(password.normalize('NFKC'), { ...PARAMETERS, secret: passwordPepper }));

/**
 * Whether this is the password of a stored hash. What is no hash (`!...` of version 1, nothing for people who
 * sign in elsewhere) is nobody's password, after the same amount of work as for an unknown name.
 */
export const verifyPassword = async (
  { passwordPepper }: Secrets,
  stored: string,
  password: string,
): Promise<boolean> => {
  if (isV1Hash(stored)) return verifyV1Password(stored, password);
  const usable = stored.startsWith('$argon2id$');
  const plain = password.normalize('NFKC');
  const equal = await verify(usable ? stored : HASH_OF_NOTHING, plain, { secret: passwordPepper });
  return usable && equal;
};

/** As much work as verifying a password; always false. */
export const verifyAgainstNothing = async (secrets: Secrets, password: string): Promise<false> => {
  await verifyPassword(secrets, HASH_OF_NOTHING, password);
  return false;
};

/**
 * Refuses passwords that are short, common, or one of the person's names. Source: decisions.md §10. `attr` is
 * the field of the request that holds it.
 */
export const requireStrongPassword = (
  password: string,
  names: readonly string[],
  attr = 'password',
): void => {
  const refuse = (detail: string): never => {
    const problems = [{ code: 'weak_password', detail, attr }];
    throw new AppError('validation_error', detail, { problems });
  };
  const plainly = (text: string): string => text.normalize('NFKC').toLowerCase();
  const plain = plainly(password);
  if (Array.from(password).length < SHORTEST) refuse(`The password needs at least ${SHORTEST} characters.`);
  if (COMMON_PASSWORDS.has(plain)) refuse('This password is too common.');
  if (names.some((name) => plainly(name) === plain)) refuse('The password must not be your name.');
};
