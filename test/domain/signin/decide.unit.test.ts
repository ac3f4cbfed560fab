import { signIns, type SignInCommand, type SignInEvent } from '#domain/signin/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const failed: SignInEvent = {
  type: 'LoginFailed',
  data: {
    accountId: 7,
    method: 'password',
    reason: 'wrong_password',
    ip: '203.0.113.9',
    userAgent: 'Mozilla/5.0',
    at: at(0),
  },
};
const RECORDED_A_DAY = 100;
const record: SignInCommand = { type: 'RecordFailedSignIn', failed: failed.data };
const times = (count: number): readonly SignInEvent[] => Array.from({ length: count }, () => failed);

spec(signIns, 'the failed sign-ins of a day', [
  { name: 'are recorded', given: times(RECORDED_A_DAY - 1), when: record, then: [failed] },
  { name: 'are left out once there are many', given: times(RECORDED_A_DAY), when: record, then: [] },
]);
