import { signingKeys, type SigningKeysCommand, type SigningKeysEvent } from '#domain/signingkeys/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const OLD = '45c48cce2e2d7fbd';
const NEW = '8f14e45fceea167a';

const rotated: SigningKeysEvent & { type: 'SigningKeyRotated' } = {
  type: 'SigningKeyRotated',
  data: { kid: NEW, algorithm: 'ES256', previousKid: OLD, activeFrom: at(1), at: at(0) },
};
const retired: SigningKeysEvent & { type: 'SigningKeyRetired' } = {
  type: 'SigningKeyRetired',
  data: { kid: OLD, at: at(5) },
};
const rotate: SigningKeysCommand = { type: 'RotateSigningKey', rotated: rotated.data };
const retire: SigningKeysCommand = { type: 'RetireSigningKey', retired: retired.data };

spec(signingKeys, 'the keys that sign tokens', [
  { name: 'are rotated', given: [], when: rotate, then: [rotated] },
  { name: 'are rotated to a key once', given: [rotated], when: rotate, then: [] },
  { name: 'are retired', given: [rotated], when: retire, then: [retired] },
  { name: 'are retired once', given: [rotated, retired], when: retire, then: [] },
]);
