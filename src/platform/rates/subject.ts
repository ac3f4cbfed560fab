import { LRUCache } from 'lru-cache';
import { networkOf } from '../client-address.js';
import { hmacSha256 } from '../hash.js';

const LENGTH = 32;
const REMEMBERED = 10_000;

/** Names for addresses and people under which nobody finds them: what counters are kept by. */
export interface Subjects {
  /** The network a client's address is in. */
  address(address: string): string;
  /** What somebody wrote as name of an account, in any case. */
  name(name: string): string;
}

export const createSubjects = (pepper: Uint8Array): Subjects => {
  const known = new LRUCache<string, string>({ max: REMEMBERED });
  const hidden = (kind: string, text: string): string =>
    hmacSha256(pepper, `rate ${kind} ${text}`).slice(0, LENGTH);
  return {
    address: (address) => {
      const remembered = known.get(address);
      if (remembered !== undefined) return remembered;
      const subject = hidden('address', networkOf(address));
      known.set(address, subject);
      return subject;
    },
    name: (name) => hidden('name', name.normalize('NFKC').trim().toLowerCase()),
  };
};
