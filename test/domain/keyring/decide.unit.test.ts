import { keyring, type KeyringCommand, type KeyringEvent } from '#domain/keyring/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const idOf = (n: number): string => `0190a5e2-7c31-5d8e-9b7a-3f1f5a4c2b${String(n).padStart(2, '0')}`;
const slot = (n: number) => ({ accountId: 7, keyId: idOf(n), at: at(n) });
const reserve = (n: number): KeyringCommand => ({ type: 'ReserveKeySlot', slot: slot(n) });
const reserved = (n: number): KeyringEvent => ({ type: 'KeySlotReserved', data: slot(n) });
const release = (n: number): KeyringCommand => ({
  type: 'ReleaseKeySlot',
  slot: slot(n),
  reason: 'key_revoked',
});
const released = (n: number): KeyringEvent => ({
  type: 'KeySlotReleased',
  data: { ...slot(n), reason: 'key_revoked' },
});
const full = Array.from({ length: 50 }, (_, n) => reserved(n));

spec(keyring, 'an account with few keys', [
  { name: 'gets a place', given: [], when: reserve(1), then: [reserved(1)] },
  { name: 'gets it once', given: [reserved(1)], when: reserve(1), then: [] },
  { name: 'gives it back', given: [reserved(1)], when: release(1), then: [released(1)] },
  { name: 'has nothing else to give back', given: [], when: release(1), then: [] },
]);

spec(keyring, 'an account with 50 keys', [
  {
    name: 'gets no further one and is told why',
    given: full,
    when: reserve(60),
    then: { error: 'api_key_limit_exceeded', details: { limit: 50, used: 50 } },
  },
  {
    name: 'gets one for one it gave back',
    given: [...full, released(3)],
    when: reserve(60),
    then: [reserved(60)],
  },
]);
