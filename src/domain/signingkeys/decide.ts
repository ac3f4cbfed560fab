import type { SigningKeysEvent } from './events.js';
import type { SigningKeys } from './state.js';

type Rotated = Extract<SigningKeysEvent, { type: 'SigningKeyRotated' }>['data'];
type Retired = Extract<SigningKeysEvent, { type: 'SigningKeyRetired' }>['data'];

export type SigningKeysCommand =
  | { readonly type: 'RotateSigningKey'; readonly rotated: Rotated }
  | { readonly type: 'RetireSigningKey'; readonly retired: Retired };

/** Which changes are possible the vault knows; here each is recorded once. */
export const decide = (keys: SigningKeys, command: SigningKeysCommand): readonly SigningKeysEvent[] => {
  switch (command.type) {
    case 'RotateSigningKey': {
      const data = command.rotated;
      return keys.rotated.has(data.kid) ? [] : [{ type: 'SigningKeyRotated', data }];
    }
    case 'RetireSigningKey': {
      const data = command.retired;
      return keys.retired.has(data.kid) ? [] : [{ type: 'SigningKeyRetired', data }];
    }
  }
};
