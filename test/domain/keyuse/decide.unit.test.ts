import { keyUse, type KeyUseCommand, type KeyUseEvent } from '#domain/keyuse/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const keyId = '0190a5e2-7c31-5d8e-9b7a-3f1f5a4c2b40';
const gathered = (uses: number, minute: number, lastIp: string) => ({
  ...{ keyId, accountId: 7, uses, lastUsedAt: at(minute), lastIp, at: at(100) },
});
const record = (uses: number, minute: number, lastIp: string): KeyUseCommand => ({
  type: 'RecordKeyUse',
  gathered: gathered(uses, minute, lastIp),
});
const used: KeyUseEvent = { type: 'ApiKeyUsed', data: { ...gathered(3, 10, '192.0.2.1'), total: 3 } };

spec(keyUse, 'uses of a key', [
  { name: 'begin at none', given: [], when: record(3, 10, '192.0.2.1'), then: [used] },
  {
    name: 'add up',
    given: [used],
    when: record(2, 20, '192.0.2.2'),
    then: [{ type: 'ApiKeyUsed', data: { ...gathered(2, 20, '192.0.2.2'), total: 5 } }],
  },
  {
    name: 'keep the latest when a process reports later than another',
    given: [used],
    when: record(2, 5, '192.0.2.2'),
    then: [{ type: 'ApiKeyUsed', data: { ...gathered(2, 10, '192.0.2.1'), total: 5 } }],
  },
]);
