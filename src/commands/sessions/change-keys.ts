// Changes of the keys that sign tokens. Promises: the log knows of a change before the vault has it; a new key is
// announced before it signs, so that every process knows it by then. Two changes at once: one wins, the other
// fails with `conflict`. Nothing but the vault ever holds the material.
import { Buffer } from 'node:buffer';
import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { signingKeys, type SigningKeysCommand } from '#domain/signingkeys/index.js';
import type { EventLog } from '#eventlog/event-log.js';
import type { Vault } from '#integrations/vault/vault.js';
import { AppError } from '#platform/app-error.js';
import type { Caller } from '../caller.js';
import {
  readRing,
  signerAt,
  stateOf,
  verifiesUntil,
  withKey,
  withoutKey,
  writeRing,
  type KeyState,
  type Ring,
  type SigningAlgorithm,
  type SigningKey,
} from './signing-keys.js';
import { firstKey, keyIdOf } from './token-keys.js';

/** Processes look into the vault every second; a busy one gets some more. */
const ANNOUNCED_MS = 10_000;

export interface KeyDeps {
  readonly log: () => Promise<Pick<EventLog, 'execute'>>;
  readonly vault: Vault;
  readonly refreshSeconds: number;
}

/** A key as people may see it. Milliseconds since 1970. */
export interface ListedKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly state: KeyState;
  readonly activeFrom: number;
  /** Null: it is the newest. */
  readonly verifiesUntil: number | null;
}

interface Stored {
  readonly bytes: Uint8Array | undefined;
  readonly ring: Ring;
}

const storedIn = async (vault: Vault): Promise<Stored> => {
  const bytes = vault.document('signing-keys');
  const ring = bytes ? readRing(bytes) : [firstKey(await vault.secret('token-key'))];
  return { bytes: bytes && Buffer.from(bytes), ring };
};

const listed = (ring: Ring, { refreshSeconds }: KeyDeps, now: number): readonly ListedKey[] =>
  ring.map((one) => ({
    kid: one.kid,
    algorithm: one.algorithm,
    state: stateOf(ring, one, { now, refreshSeconds }),
    activeFrom: one.activeFrom,
    verifiesUntil: verifiesUntil(ring, one, refreshSeconds),
  }));

export const listKeys = async (deps: KeyDeps, now: number): Promise<readonly ListedKey[]> =>
  listed((await storedIn(deps.vault)).ring, deps, now);

/** First the log, then the vault: no change is unknown to auditors. */
const change = async (
  deps: KeyDeps,
  caller: Caller,
  { stored, ring, command }: { stored: Stored; ring: Ring; command: SigningKeysCommand },
): Promise<readonly ListedKey[]> => {
  const log = await deps.log();
  await log.execute({ aggregate: signingKeys, id: 'tokens', command, context: caller.context });
  const kept = await deps.vault.replace('signing-keys', { from: stored.bytes, to: writeRing(ring) });
  if (!kept) throw new AppError('conflict', 'Somebody else changed the keys meanwhile. Look, and try again.');
  return listed(ring, deps, Date.parse(caller.at));
};

const newKey = async (algorithm: SigningAlgorithm, activeFrom: number): Promise<SigningKey> => {
  const common = { algorithm, activeFrom, retiredAt: null };
  if (algorithm === 'HS256') {
    const secret = randomBytes(32);
    return { ...common, kid: keyIdOf(secret), material: secret.toString('base64url') };
  }
  const { privateKey, publicKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  const kid = keyIdOf(publicKey.export({ format: 'der', type: 'spki' }));
  const material = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url');
  return { ...common, kid, material };
};

/** Without an algorithm: that of the key that signs now. Throws `conflict` while an earlier new key is only announced. */
export const rotateKey = async (
  deps: KeyDeps,
  caller: Caller,
  wanted: SigningAlgorithm | undefined,
): Promise<readonly ListedKey[]> => {
  const stored = await storedIn(deps.vault);
  const now = Date.parse(caller.at);
  const previous = signerAt(stored.ring, now);
  if (!previous || stored.ring.some(({ activeFrom }) => activeFrom > now))
    throw new AppError('conflict', 'A new key is announced already: wait until it is active.');
  const algorithm = wanted ?? previous.algorithm;
  const key = await newKey(algorithm, now + ANNOUNCED_MS);
  const { kid, activeFrom } = key;
  const ring = withKey(stored.ring, key, { now, refreshSeconds: deps.refreshSeconds });
  const begins = new Date(activeFrom).toISOString();
  const rotated = { kid, algorithm, previousKid: previous.kid, activeFrom: begins, at: caller.at };
  return change(deps, caller, { stored, ring, command: { type: 'RotateSigningKey', rotated } });
};

/** Throws `not_found`; `conflict` for the key that signs. A key that is retired stays so. */
export const retireKey = async (
  deps: KeyDeps,
  caller: Caller,
  kid: string,
): Promise<readonly ListedKey[]> => {
  const stored = await storedIn(deps.vault);
  const now = Date.parse(caller.at);
  const moment = { now, refreshSeconds: deps.refreshSeconds };
  const key = stored.ring.find((one) => one.kid === kid);
  if (!key) throw new AppError('not_found', `There is no key ${kid}.`);
  const state = stateOf(stored.ring, key, moment);
  if (state === 'retired') return listed(stored.ring, deps, now);
  if (state === 'active' || state === 'announced')
    throw new AppError(
      'conflict',
      `The key ${kid} is ${state}: rotate first, and retire it once another signs.`,
    );
  const ring = withoutKey(stored.ring, kid, moment);
  return change(deps, caller, {
    stored,
    ring,
    command: { type: 'RetireSigningKey', retired: { kid, at: caller.at } },
  });
};
