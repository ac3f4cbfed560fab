import { hmacSha256 } from '#platform/hash.js';
import type { Secrets } from '../secrets.js';

/** Equal for all spellings that count as one name. By way of capitals: `ς` and `σ` have one, so they are one. */
const normalise = (name: string): string =>
  name.trim().normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');

const keyOf = ({ namePepper }: Secrets, kind: string, name: string): string =>
  hmacSha256(namePepper, JSON.stringify([kind, normalise(name)]));

/** Name of the reservation of an e-mail address: the same for every case of it. */
export const emailKey = (secrets: Secrets, email: string): string => keyOf(secrets, 'email', email);

/** Name of the reservation of a username. */
export const usernameKey = (secrets: Secrets, username: string): string =>
  keyOf(secrets, 'username', username);

/** A username made of an e-mail address; `suffix` tells apart those whose local parts are equal. */
export const usernameFrom = (email: string, suffix: string): string => {
  const local = email.split('@')[0] ?? '';
  const letters = local.replace(/[^\p{L}\p{N}._-]/gu, '');
  const readable = Array.from(letters).slice(0, 100).join('') || 'user';
  return suffix === '' ? readable : `${readable}-${suffix}`;
};
