// Passwords of version 1: Django's pbkdf2_sha256. Promises: one is computed at a time in a process, a bounded number
// waits, and the others are told to try again (503): they cost some hundred milliseconds of a core each.
import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '#platform/app-error.js';
import { keyedQueue } from '#platform/keyed-queue.js';

const FORM = /^pbkdf2_sha256\$([1-9]\d{0,7})\$([^$]{1,128})\$([A-Za-z0-9+/]{43}=)$/;
/** Django's own rounds were 1,000,000 at most when version 1 ended. */
const MOST_ROUNDS = 2_000_000;
const MOST_WAITING = 16;
const RETRY_AFTER_SECONDS = 5;

const derive = promisify(pbkdf2);
const oneAtATime = keyedQueue();
let waiting = 0;

interface V1Hash {
  readonly rounds: number;
  readonly salt: string;
  readonly hash: Buffer;
}

const parsed = (stored: string): V1Hash | undefined => {
  const [, rounds = '0', salt = '', hash = ''] = FORM.exec(stored) ?? [];
  if (salt === '' || Number(rounds) > MOST_ROUNDS) return undefined;
  return { rounds: Number(rounds), salt, hash: Buffer.from(hash, 'base64') };
};

/** Whether this is a hash of version 1 that can be verified. Malformed ones, and `!...`, are none: no password. */
export const isV1Hash = (stored: string): boolean => parsed(stored) !== undefined;

/** Throws `service_unavailable` when too many wait already. The password is taken as it was sent, as Django did. */
export const verifyV1Password = async (stored: string, password: string): Promise<boolean> => {
  const known = parsed(stored);
  if (!known) return false;
  if (waiting >= MOST_WAITING) {
    const details = { retry_after: RETRY_AFTER_SECONDS };
    throw new AppError('service_unavailable', 'Too many people sign in right now. Try again.', { details });
  }
  waiting += 1;
  try {
    const { rounds, salt, hash } = known;
    const derived = await oneAtATime.run('', () => derive(password, salt, rounds, hash.length, 'sha256'));
    return timingSafeEqual(derived, hash);
  } finally {
    waiting -= 1;
  }
};
