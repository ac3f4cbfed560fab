import { recovery, type RecoveryCommand, type RecoveryEvent } from '#domain/recovery/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const idOf = (number: number): string => `0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b${10 + number}`;

const ask = (number: number, minutes: number): RecoveryCommand => ({
  type: 'RequestPasswordReset',
  accountId: 7,
  resetId: idOf(number),
  at: at(minutes),
});
const asked = (number: number, minutes: number): RecoveryEvent => ({
  type: 'PasswordResetRequested',
  data: { accountId: 7, resetId: idOf(number), expiresAt: at(minutes + 60), at: at(minutes) },
});
const askLink = (number: number, minutes: number): RecoveryCommand => ({
  type: 'RequestVerification',
  accountId: 7,
  verificationId: idOf(number),
  at: at(minutes),
});
const askedLink = (number: number, minutes: number): RecoveryEvent => ({
  type: 'VerificationRequested',
  data: { accountId: 7, verificationId: idOf(number), expiresAt: at(minutes + 1_440), at: at(minutes) },
});
const fiveTimes = [0, 1, 2, 3, 4].map((number) => asked(number, number));
const fiveLinks = [0, 1, 2, 3, 4].map((number) => askedLink(number, number));

spec(recovery, 'an account that asked for nothing', [
  { name: 'is given a reset link for one hour', given: [], when: ask(1, 0), then: [asked(1, 0)] },
  {
    name: 'is given a verification link for one day',
    given: [],
    when: askLink(1, 0),
    then: [askedLink(1, 0)],
  },
]);

spec(recovery, 'an account that asked before', [
  { name: 'is given a newer link', given: [asked(1, 0)], when: ask(2, 1), then: [asked(2, 1)] },
  { name: 'is given one link for one request', given: [asked(1, 0)], when: ask(1, 1), then: [] },
  {
    name: 'is given one verification link for one request',
    given: [askedLink(1, 0)],
    when: askLink(1, 1),
    then: [],
  },
]);

spec(recovery, 'an account that asked five times within an hour', [
  { name: 'is sent no sixth reset mail', given: fiveTimes, when: ask(5, 59), then: [] },
  {
    name: 'is sent one again when the first is an hour old',
    given: fiveTimes,
    when: ask(5, 60),
    then: [asked(5, 60)],
  },
  { name: 'is sent no sixth verification mail', given: fiveLinks, when: askLink(5, 59), then: [] },
  {
    name: 'is still sent the other kind of mail',
    given: fiveTimes,
    when: askLink(5, 59),
    then: [askedLink(5, 59)],
  },
]);
