import type { SigningKeysEvent } from './events.js';

/** What was done to the keys that sign tokens, by their names. */
export interface SigningKeys {
  readonly rotated: ReadonlySet<string>;
  readonly retired: ReadonlySet<string>;
}

export const initial: SigningKeys = { rotated: new Set(), retired: new Set() };

export const evolve = ({ rotated, retired }: SigningKeys, { type, data }: SigningKeysEvent): SigningKeys => {
  switch (type) {
    case 'SigningKeyRotated':
      return { rotated: new Set([...rotated, data.kid]), retired };
    case 'SigningKeyRetired':
      return { rotated, retired: new Set([...retired, data.kid]) };
  }
};
