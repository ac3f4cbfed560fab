import { account } from '#domain/account/index.js';
import { ERASED } from '#domain/kit/personal.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';
import * as example from './examples.js';

const { registered, abandoned, register, abandon, rename, upgrade, profileChanged, planChanged } = example;

spec(account, 'an account nobody registered', [
  { name: 'is registered with everything that was given', given: [], when: register, then: [registered] },
  {
    name: 'is registered without the profile fields that were not given',
    given: [],
    when: {
      type: 'RegisterAccount',
      registration: { ...example.registration, profile: { firstName: 'Ada', lastName: undefined } },
    },
    then: [{ type: 'AccountRegistered', data: { ...example.registration, profile: { firstName: 'Ada' } } }],
  },
  { name: 'has no profile to change', given: [], when: rename, then: { error: 'not_found' } },
  { name: 'has no plan to change', given: [], when: upgrade, then: { error: 'not_found' } },
  { name: 'is given up', given: [], when: abandon, then: [abandoned] },
]);

spec(account, 'an account that was given up', [
  {
    name: 'can never be registered again',
    given: [abandoned],
    when: register,
    then: { error: 'already_exists' },
  },
  { name: 'is given up once', given: [abandoned], when: abandon, then: [] },
  { name: 'has no profile to change', given: [abandoned], when: rename, then: { error: 'not_found' } },
  { name: 'has no plan to change', given: [abandoned], when: upgrade, then: { error: 'not_found' } },
]);

spec(account, 'a registered account', [
  { name: 'is registered once', given: [registered], when: register, then: { error: 'already_exists' } },
  {
    name: 'cannot be given up: its names stand',
    given: [registered],
    when: abandon,
    then: { error: 'target_exists' },
  },
  {
    name: 'records a change of plan with the plan before',
    given: [registered],
    when: upgrade,
    then: [planChanged({})],
  },
  {
    name: 'goes back to a lower plan',
    given: [registered, planChanged({})],
    when: { type: 'ChangePlan', plan: 'free', at: at(4) },
    then: [planChanged({ from: 'pro', to: 'free', at: at(4) })],
  },
  { name: 'stays on the plan it has', given: [registered, planChanged({})], when: upgrade, then: [] },
]);

spec(account, 'the profile of a registered account', [
  {
    name: 'records the field that changed',
    given: [registered],
    when: rename,
    then: [profileChanged({ profile: { firstName: 'Augusta' } })],
  },
  {
    name: 'records only what differs from before',
    given: [registered],
    when: { type: 'ChangeProfile', profile: { firstName: 'Ada', bio: 'Counts.' }, at: at(2) },
    then: [profileChanged({ profile: { bio: 'Counts.' } })],
  },
  {
    name: 'takes no notice of the same values',
    given: [registered, profileChanged({ profile: { firstName: 'Augusta' } })],
    when: rename,
    then: [],
  },
  {
    name: 'takes an empty text for a field that was never given',
    given: [registered],
    when: { type: 'ChangeProfile', profile: { bio: '' }, at: at(2) },
    then: [],
  },
  {
    name: 'empties a field',
    given: [registered],
    when: { type: 'ChangeProfile', profile: { lastName: '' }, at: at(2) },
    then: [profileChanged({ profile: { lastName: '' } })],
  },
  {
    name: 'takes no notice of a field that is undefined',
    given: [registered],
    when: { type: 'ChangeProfile', profile: { firstName: undefined }, at: at(2) },
    then: [],
  },
  {
    name: 'is written anew where the old one was erased',
    given: [{ type: 'AccountRegistered', data: { ...example.registration, profile: ERASED } }],
    when: { type: 'ChangeProfile', profile: { firstName: 'Ada', lastName: '' }, at: at(2) },
    then: [profileChanged({ profile: { firstName: 'Ada' } })],
  },
]);

spec(account, 'onboarding', [
  {
    name: 'is finished without touching the profile',
    given: [registered],
    when: { type: 'ChangeProfile', profile: {}, onboarded: true, at: at(2) },
    then: [profileChanged({ onboarded: true })],
  },
  {
    name: 'is finished once',
    given: [registered, profileChanged({ onboarded: true })],
    when: { type: 'ChangeProfile', profile: {}, onboarded: true, at: at(3) },
    then: [],
  },
  {
    name: 'stays finished when only the profile changes',
    given: [registered, profileChanged({ onboarded: true })],
    when: { type: 'ChangeProfile', profile: { firstName: 'Augusta' }, at: at(3) },
    then: [profileChanged({ profile: { firstName: 'Augusta' }, onboarded: true, at: at(3) })],
  },
]);
