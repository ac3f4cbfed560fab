// Who may read the numbers of a process. Promises: with a token, whoever sends it; without one, only a program
// on the same machine that comes directly: the address is that of the connection, never one a header names,
// and whoever came through a proxy is refused.
import { timingSafeEqual } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { hmacSha256 } from '../hash.js';

export interface Scraping {
  /** Of the connection. */
  readonly address: string;
  /** A header of the request; empty when it was not sent. */
  readonly header: (name: string) => string;
}

const MARKS_OF_PROXIES = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/** IPv4 addresses come as IPv6 ones where a server listens on both. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '');

const isOwn = (address: string): boolean => {
  if (address === '::1' || /^127\./.test(address)) return true;
  return Object.values(networkInterfaces()).some((found) => found?.some((one) => one.address === address));
};

/** Hashed, so that the time it takes says nothing, not even a length. */
const same = (one: string, other: string): boolean => {
  const key = new Uint8Array(32);
  return timingSafeEqual(Buffer.from(hmacSha256(key, one)), Buffer.from(hmacSha256(key, other)));
};

export const mayScrape = (token: string | undefined, { address, header }: Scraping): boolean => {
  if (token !== undefined) return same(header('authorization'), `Bearer ${token}`);
  return isOwn(plain(address)) && MARKS_OF_PROXIES.every((name) => header(name) === '');
};
