import { reservation, type ReservationCommand, type ReservationEvent } from '#domain/reservation/index.js';
import { at, digestOf } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

type Kind = 'email' | 'username';
type Reason = 'registration_refused' | 'registration_abandoned';

const name = (kind: Kind, accountId: number, minutes: number) => ({
  key: digestOf('e'),
  kind,
  accountId,
  at: at(minutes),
});
const reserve = (kind: Kind, accountId: number, minutes: number): ReservationCommand => ({
  type: 'ReserveName',
  ...name(kind, accountId, minutes),
});
const release = (accountId: number, minutes: number, reason: Reason): ReservationCommand => ({
  type: 'ReleaseName',
  ...name('email', accountId, minutes),
  reason,
});
const reserved = (kind: Kind, accountId: number, minutes: number): ReservationEvent => ({
  type: 'NameReserved',
  data: name(kind, accountId, minutes),
});
const share = (accountId: number, minutes: number): ReservationCommand => ({
  type: 'ShareName',
  ...name('email', accountId, minutes),
});
const shared = (accountId: number, minutes: number): ReservationEvent => ({
  type: 'NameShared',
  data: name('email', accountId, minutes),
});
const released = (accountId: number, minutes: number, reason: Reason): ReservationEvent => ({
  type: 'NameReleased',
  data: { ...name('email', accountId, minutes), reason },
});

spec(reservation, 'a name nobody holds', [
  { name: 'goes to who asks', given: [], when: reserve('email', 7, 0), then: [reserved('email', 7, 0)] },
  { name: 'has nobody to release it', given: [], when: release(7, 0, 'registration_refused'), then: [] },
]);

spec(reservation, 'a name an account holds', [
  {
    name: 'is reserved once by its holder',
    given: [reserved('email', 7, 0)],
    when: reserve('email', 7, 1),
    then: [],
  },
  {
    name: 'refuses another account: the e-mail address is taken',
    given: [reserved('email', 7, 0)],
    when: reserve('email', 8, 1),
    then: { error: 'email_taken' },
  },
  {
    name: 'refuses another account: the username is taken',
    given: [reserved('username', 7, 0)],
    when: reserve('username', 8, 1),
    then: { error: 'username_taken' },
  },
  {
    name: 'is released by its holder whose registration was refused',
    given: [reserved('email', 7, 0)],
    when: release(7, 1, 'registration_refused'),
    then: [released(7, 1, 'registration_refused')],
  },
  {
    name: 'is released by its holder whose registration was given up',
    given: [reserved('email', 7, 0)],
    when: release(7, 1, 'registration_abandoned'),
    then: [released(7, 1, 'registration_abandoned')],
  },
  {
    name: 'is not released by another account',
    given: [reserved('email', 7, 0)],
    when: release(8, 1, 'registration_abandoned'),
    then: [],
  },
]);

const freed = [reserved('email', 7, 0), released(7, 1, 'registration_refused')];
spec(reservation, 'a name that was released', [
  {
    name: 'goes to another account',
    given: freed,
    when: reserve('email', 8, 2),
    then: [reserved('email', 8, 2)],
  },
  {
    name: 'goes to its former holder again',
    given: freed,
    when: reserve('email', 7, 2),
    then: [reserved('email', 7, 2)],
  },
  { name: 'is released once', given: freed, when: release(7, 2, 'registration_refused'), then: [] },
  {
    name: 'stays with its new holder when the former one releases it again',
    given: [...freed, reserved('email', 8, 2)],
    when: release(7, 3, 'registration_refused'),
    then: [],
  },
]);

const both = [reserved('email', 7, 0), shared(8, 1)];
spec(reservation, 'an address several people of version 1 have', [
  { name: 'is reserved by the first', given: [], when: share(7, 0), then: [reserved('email', 7, 0)] },
  {
    name: 'is shared by the next',
    given: [reserved('email', 7, 0)],
    when: share(8, 1),
    then: [shared(8, 1)],
  },
  { name: 'is shared once by each', given: both, when: share(8, 2), then: [] },
  { name: 'is reserved already for who shares it', given: both, when: reserve('email', 8, 2), then: [] },
  {
    name: 'refuses everybody else',
    given: both,
    when: reserve('email', 9, 2),
    then: { error: 'email_taken' },
  },
  {
    name: 'stays with the others when one gives it back',
    given: [...both, released(7, 2, 'registration_abandoned')],
    when: reserve('email', 9, 3),
    then: { error: 'email_taken' },
  },
]);
