// Who is at the other end of a request. Promises: an address is believed only from the connection itself or
// from a proxy the operator listed; everything else a client may write, it does not count. Of the headers only
// X-Forwarded-For is read (never Forwarded, X-Real-IP, ...). Does not fail: what is malformed ends the walk.
import { BlockList, isIP } from 'node:net';

/** What is needed of a request. */
export interface Connected {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Address of the client of a request; empty when the connection is gone. */
export type ClientAddress = (request: Connected) => string;

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const MAPPED_HEX = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;
const BRACKETED = /^\[([^\]]+)\](?::\d{1,5})?$/;
const WITH_PORT = /^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/;

const asIpv4 = (high: string, low: string): string => {
  const bits = [parseInt(high, 16), parseInt(low, 16)];
  return bits.flatMap((word) => [word >> 8, word & 255]).join('.');
};

/** One spelling for each address: IPv4 also where it came mapped into IPv6. Undefined: it is no address. */
const addressIn = (text: string): string | undefined => {
  const bare = BRACKETED.exec(text)?.[1] ?? WITH_PORT.exec(text)?.[1] ?? text;
  const version = bare.includes('%') ? 0 : isIP(bare);
  if (version !== 6) return version === 4 ? bare : undefined;
  const mapped = MAPPED.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  const canonical = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED_HEX.exec(canonical) ?? [];
  return high !== undefined && low !== undefined ? asIpv4(high, low) : canonical;
};

/** `192.0.2.0/24`, `2001:db8::/32`, or one address. */
const networkIn = (text: string): { address: string; family: 'ipv4' | 'ipv6'; bits: number } | undefined => {
  const [base = '', prefix, ...more] = text.split('/');
  const version = base.includes('%') ? 0 : isIP(base);
  if (version === 0 || more.length > 0 || MAPPED.test(base)) return undefined;
  const most = version === 4 ? 32 : 128;
  const bits = prefix === undefined ? most : Number(prefix);
  if (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || bits > most)) return undefined;
  return { address: base, family: version === 4 ? 'ipv4' : 'ipv6', bits };
};

/** True for what `clientAddress` takes as a network of proxies. */
export const isNetwork = (text: string): boolean => networkIn(text) !== undefined;

const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const text of networks) {
    const network = networkIn(text);
    if (!network) throw new RangeError(`${text} is not a network.`);
    list.addSubnet(network.address, network.bits, network.family);
  }
  return list;
};

const entriesOf = ({ headers }: Connected): readonly string[] => {
  const header = headers['x-forwarded-for'];
  const text = typeof header === 'string' ? header : (header ?? []).join(',');
  return text === '' ? [] : text.split(',').map((entry) => entry.trim());
};

/**
 * Reads the client's address, with these networks (CIDR) trusted to tell it: from the right of X-Forwarded-For,
 * past trusted addresses, to the first that is not. An entry that is no address ends the walk at the last good
 * one. Throws RangeError for what is no network.
 */
export const clientAddress = (trusted: readonly string[]): ClientAddress => {
  const proxies = listOf(trusted);
  const isProxy = (address: string): boolean =>
    proxies.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
  return (request) => {
    const remote = request.socket.remoteAddress ?? '';
    let client = addressIn(remote.replace(/%.*$/, ''));
    if (client === undefined) return '';
    if (trusted.length === 0 || !isProxy(client)) return client;
    for (const entry of entriesOf(request).toReversed()) {
      const before = addressIn(entry);
      if (before === undefined) return client;
      client = before;
      if (!isProxy(client)) return client;
    }
    return client;
  };
};

/**
 * True for a request that reached a proxy of these networks over TLS, as that proxy says: the last
 * X-Forwarded-Proto, which is the one it wrote itself. What others write there does not count.
 */
export const reachedByTls = (trusted: readonly string[]): ((request: Connected) => boolean) => {
  const proxies = listOf(trusted);
  return ({ socket, headers }) => {
    const peer = addressIn((socket.remoteAddress ?? '').replace(/%.*$/, ''));
    if (peer === undefined || !proxies.check(peer, peer.includes(':') ? 'ipv6' : 'ipv4')) return false;
    const said = headers['x-forwarded-proto'];
    const text = typeof said === 'string' ? said : (said ?? []).join(',');
    return text.split(',').at(-1)?.trim().toLowerCase() === 'https';
  };
};

const groupsOf = (half: string): string[] => (half === '' ? [] : half.split(':'));

/** What one customer of a provider holds: the address itself, or its /64 in IPv6. */
export const networkOf = (address: string): string => {
  if (!address.includes(':')) return address;
  const [front = '', back] = address.split('::');
  const head = groupsOf(front);
  const tail = groupsOf(back ?? '');
  const gap = back === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...new Array<string>(gap).fill('0'), ...tail];
  return `${groups.slice(0, 4).join(':')}::/64`;
};
