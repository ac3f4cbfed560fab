// The keys of tokens in the memory of a process. Promises: a key is looked up in a map and nowhere else; what
// another process changed in the vault is in force after the next `reload`, which touches no network. A ring
// that cannot be read fails at start; later, what is known stays in force and `reload` throws.
import { Buffer } from 'node:buffer';
import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { exportJWK, type JWK } from 'jose';
import type { Vault } from '#integrations/vault/vault.js';
import { sha256 } from '#platform/hash.js';
import {
  readRing,
  signerAt,
  stateOf,
  type Ring,
  type SigningAlgorithm,
  type SigningKey,
} from './signing-keys.js';

export interface TokenKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly sign: KeyObject;
  readonly verify: KeyObject;
}

export interface TokenKeys {
  /** The key for a token that is issued at that time (milliseconds since 1970). */
  readonly signer: (at: number) => TokenKey;
  /** A key whose tokens are accepted at that time; undefined for whatever else stands in a token's header. */
  readonly find: (kid: unknown, at: number) => TokenKey | undefined;
  /** Public keys for those who verify our tokens: announced ones as well, secrets never. */
  readonly published: (at: number) => Promise<readonly JWK[]>;
  /** Takes over what is in the vault now. Throws when it cannot be read. */
  readonly reload: () => void;
}

/** Names a secret in a token's header: by content, so that it says nothing of the key. */
export const keyIdOf = (key: Uint8Array): string => sha256(key).slice(0, 16);

/** The key of before the first rotation. */
export const firstKey = (secret: Uint8Array): SigningKey => ({
  kid: keyIdOf(secret),
  algorithm: 'HS256',
  material: Buffer.from(secret).toString('base64url'),
  activeFrom: 0,
  retiredAt: null,
});

const usable = ({ kid, algorithm, material }: SigningKey): TokenKey | undefined => {
  if (material === null) return undefined;
  const bytes = Buffer.from(material, 'base64url');
  if (algorithm === 'HS256') {
    const secret = createSecretKey(bytes);
    return { kid, algorithm, sign: secret, verify: secret };
  }
  const sign = createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' });
  return { kid, algorithm, sign, verify: createPublicKey(sign) };
};

interface Known {
  readonly ring: Ring;
  readonly byKid: ReadonlyMap<string, { readonly stored: SigningKey; readonly key: TokenKey }>;
}

const knownOf = (ring: Ring): Known => {
  const entries = ring.flatMap((stored) => {
    const key = usable(stored);
    return key ? [[stored.kid, { stored, key }] as const] : [];
  });
  return { ring, byKid: new Map(entries) };
};

/** `read`: the ring as it is stored now; undefined: nothing changed. */
export const createTokenKeys = (read: () => Ring | undefined, refreshSeconds: number): TokenKeys => {
  let known = knownOf(read() ?? []);
  const accepted = (at: number) =>
    [...known.byKid.values()].filter(
      ({ stored }) => stateOf(known.ring, stored, { now: at, refreshSeconds }) !== 'expired',
    );
  return {
    signer: (at) => {
      const signer = signerAt(known.ring, at);
      const key = signer && known.byKid.get(signer.kid)?.key;
      if (!key) throw new Error('The vault has no key that signs tokens.');
      return key;
    },
    find: (kid, at) => {
      const found = typeof kid === 'string' ? known.byKid.get(kid) : undefined;
      if (!found) return undefined;
      return stateOf(known.ring, found.stored, { now: at, refreshSeconds }) === 'expired'
        ? undefined
        : found.key;
    },
    published: (at) =>
      Promise.all(
        accepted(at)
          .filter(({ key }) => key.algorithm !== 'HS256')
          .map(async ({ key: { kid, algorithm, verify } }) => ({
            ...(await exportJWK(verify)),
            ...{ kid, alg: algorithm, use: 'sig' },
          })),
      ),
    reload: () => {
      const ring = read();
      if (ring) known = knownOf(ring);
    },
  };
};

/** What the vault keeps; before the first rotation it is the first key alone. */
export const vaultRing = (
  vault: Pick<Vault, 'document'>,
  firstSecret: Uint8Array,
): (() => Ring | undefined) => {
  let last: Uint8Array | undefined;
  let asked = false;
  return () => {
    const stored = vault.document('signing-keys');
    const same = stored && last ? Buffer.compare(stored, last) === 0 : stored === last;
    if (asked && same) return undefined;
    const ring = stored ? readRing(stored) : [firstKey(firstSecret)];
    // A copy: what the store hands out may change under us.
    last = stored && Buffer.from(stored);
    asked = true;
    return ring;
  };
};
