// The keys that sign tokens, as the vault keeps them. Pure: a ring in, a ring out. Promises: exactly one key signs
// at any time; an older one verifies until the last token it can have signed has expired; the material of one
// that is retired or expired is gone with the next change. It fails with what is wrong with a stored ring.
import { Buffer } from 'node:buffer';
import { z } from 'zod';

export const SIGNING_ALGORITHMS = ['HS256', 'ES256'] as const;
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

const key = z.strictObject({
  kid: z.string().regex(/^[0-9a-f]{16}$/),
  algorithm: z.enum(SIGNING_ALGORITHMS),
  /** base64url: the secret of HS256, the private key of ES256 as PKCS #8. Null: it was destroyed. */
  material: z.string().nullable(),
  /** Milliseconds since 1970: from here on it signs. Before, it is known but signs nothing. */
  activeFrom: z.number(),
  retiredAt: z.number().nullable(),
});
const ring = z.strictObject({ keys: z.array(key).min(1) });

export type SigningKey = Readonly<z.infer<typeof key>>;
/** Oldest first. */
export type Ring = readonly SigningKey[];
export type KeyState = 'announced' | 'active' | 'verifying' | 'expired' | 'retired';

/** Clocks of processes may differ by so much. */
const SLACK_MS = 60_000;

/** Throws what is wrong with it; the message holds no material. */
export const readRing = (stored: Uint8Array): Ring => {
  const parsed = ring.safeParse(JSON.parse(Buffer.from(stored).toString('utf8')));
  if (parsed.success) return parsed.data.keys;
  const places = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Error(`The signing keys in the vault cannot be read: ${places}`);
};

export const writeRing = (keys: Ring): Uint8Array => Buffer.from(JSON.stringify({ keys }), 'utf8');

/** The key that signs what is issued at that time: the newest that had begun by then. */
export const signerAt = (keys: Ring, at: number): SigningKey | undefined =>
  keys.findLast(({ activeFrom, retiredAt }) => activeFrom <= at && retiredAt === null) ??
  keys.findLast(({ retiredAt }) => retiredAt === null);

export interface Moment {
  readonly now: number;
  /** How long the longest-lived token is good. */
  readonly refreshSeconds: number;
}

/** Until when tokens of the key may be good; null: no other key has followed it. */
export const verifiesUntil = (keys: Ring, { activeFrom }: SigningKey, refreshSeconds: number) => {
  const next = keys.find((other) => other.activeFrom > activeFrom);
  return next ? next.activeFrom + refreshSeconds * 1_000 + SLACK_MS : null;
};

export const stateOf = (keys: Ring, one: SigningKey, { now, refreshSeconds }: Moment): KeyState => {
  if (one.retiredAt !== null) return 'retired';
  if (signerAt(keys, now)?.kid === one.kid) return 'active';
  if (one.activeFrom > now) return 'announced';
  const until = verifiesUntil(keys, one, refreshSeconds);
  return until === null || until > now ? 'verifying' : 'expired';
};

/** Expired keys lose their material whenever the ring is written. */
const tidied = (keys: Ring, moment: Moment): Ring =>
  keys.map((one) => (stateOf(keys, one, moment) === 'expired' ? { ...one, material: null } : one));

export const withKey = (keys: Ring, added: SigningKey, moment: Moment): Ring => [
  ...tidied(keys, moment),
  added,
];

export const withoutKey = (keys: Ring, kid: string, moment: Moment): Ring =>
  tidied(keys, moment).map((one) =>
    one.kid === kid ? { ...one, material: null, retiredAt: one.retiredAt ?? moment.now } : one,
  );
