import { expect } from 'chai';
import { account } from '#domain/account/index.js';
import { fold } from '#domain/kit/decider.js';
import { ERASED } from '#domain/kit/personal.js';
import { at } from '#test/support/examples.js';
import {
  abandoned,
  emailVerified,
  NEW_CREDENTIAL,
  passwordChanged,
  planChanged,
  profileChanged,
  registered,
  registration,
  RESET,
} from './examples.js';

describe('the state of an account', () => {
  it('is what was registered', () => {
    const { accountId, at: registeredAt, ...facts } = registration;
    expect(fold(account, [registered])).to.deep.equal({
      ...facts,
      status: 'active',
      id: accountId,
      planSince: registeredAt,
      roles: [],
      connections: [],
      endedConnections: [],
      onboarded: false,
      emailVerified: false,
      passwordChangedAt: '',
      deactivatedAt: '',
      preferences: {},
      sessionsRevokedAt: '',
      usedResetId: null,
      registeredAt,
      updatedAt: registeredAt,
    });
  });

  it('has the changed fields of the profile beside the others', () => {
    const renamed = profileChanged({ profile: { firstName: 'Augusta' }, onboarded: true });
    expect(fold(account, [registered, renamed])).to.deep.equal({
      ...fold(account, [registered]),
      profile: { firstName: 'Augusta', lastName: 'Lovelace' },
      onboarded: true,
      updatedAt: at(2),
    });
  });

  it('has no profile once a part of it is erased', () => {
    expect(fold(account, [registered, profileChanged({ profile: ERASED })]).profile).to.equal(ERASED);
  });

  it('knows since when the plan is what it is', () => {
    expect(fold(account, [registered, planChanged({})])).to.deep.equal({
      ...fold(account, [registered]),
      plan: 'pro',
      planSince: at(3),
      updatedAt: at(3),
    });
  });

  it('knows that its e-mail address was verified', () => {
    expect(fold(account, [registered, emailVerified]).emailVerified).to.equal(true);
  });

  it('has the new password and knows which reset was used', () => {
    expect(fold(account, [registered, passwordChanged()])).to.deep.equal({
      ...fold(account, [registered]),
      credential: NEW_CREDENTIAL,
      usedResetId: RESET.resetId,
      passwordChangedAt: at(6),
      updatedAt: at(6),
    });
  });

  it('still knows the used reset when the password is changed otherwise', () => {
    const changed = [registered, passwordChanged(), passwordChanged({ resetId: null, at: at(9) })];
    expect(fold(account, changed)).to.include({ usedResetId: RESET.resetId, passwordChangedAt: at(9) });
  });

  it('is nothing but an id when it was given up', () => {
    expect(fold(account, [abandoned])).to.deep.equal({ ...account.initial, status: 'abandoned', id: 7 });
  });
});
