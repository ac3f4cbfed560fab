import { expect } from 'chai';
import { AppError } from '#platform/app-error.js';
import { createSignInThrottle, type SignInThrottle } from '#platform/rates/sign-in-throttle.js';
import { createSubjects } from '#platform/rates/subject.js';
import { createWindows } from '#platform/rates/windows.js';

const newThrottle = (): SignInThrottle =>
  createSignInThrottle({
    windows: createWindows({ redis: undefined }),
    subjects: createSubjects(new Uint8Array(32).fill(3)),
    rates: { pair: 3, address: 6, account: 9 },
  });

const wrong = (): Promise<never> => Promise.reject(new AppError('invalid_credentials', 'Wrong.'));
const right = (): Promise<string> => Promise.resolve('in');
const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'in',
    (error: unknown) => (error as AppError).code,
  );

describe('S6 signing in', () => {
  let throttle: SignInThrottle;
  beforeEach(() => {
    throttle = newThrottle();
  });

  const failures = async (times: number, who: (i: number) => { address: string; name: string }) => {
    const codes: string[] = [];
    for (let i = 0; i < times; i += 1) codes.push(await codeOf(throttle.attempt(who(i), wrong)));
    return codes.filter((code) => code === 'invalid_credentials').length;
  };
  const ada = { address: '192.0.2.1', name: 'ada' };

  it('is refused after so many failures of one address for one account, right password or not', async () => {
    expect(await failures(5, () => ada)).to.equal(3);
    expect(await codeOf(throttle.attempt(ada, right))).to.equal('rate_limited');
  });

  it('counts the password of an account somebody is in, too: to change it, to close the account', async () => {
    const problems = [{ code: 'wrong_password', detail: 'Wrong.', attr: 'current_password' }];
    const guess = () => Promise.reject(new AppError('validation_error', 'Wrong.', { problems }));
    for (let tries = 0; tries < 3; tries += 1) await codeOf(throttle.attempt(ada, guess));
    expect(await codeOf(throttle.attempt(ada, right))).to.equal('rate_limited');
  });

  it('says when it may be tried again', async () => {
    await failures(3, () => ada);
    const error = await throttle.attempt(ada, right).catch((caught: unknown) => caught as AppError);
    expect(error).to.have.nested.property('details.retry_after').that.is.within(1, 900);
  });

  it('counts tries that run at once', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(throttle.attempt(ada, wrong))));
    expect(codes.filter((code) => code === 'invalid_credentials')).to.have.length(3);
  });

  it('counts the account in whatever case its name is written', async () => {
    const spellings = ['Ada', 'ADA', ' ada', 'ada ', 'aDa'];
    expect(await failures(5, (i) => ({ ...ada, name: spellings[i] ?? '' }))).to.equal(3);
  });

  it('is refused to an address that tries many accounts', async () => {
    expect(await failures(20, (i) => ({ ...ada, name: `person${i}` }))).to.equal(6);
  });

  it('is refused to an IPv6 customer who hops within its /64', async () => {
    expect(await failures(20, (i) => ({ name: 'ada', address: `2001:db8::${i + 1}` }))).to.equal(3);
  });

  it('is refused for an account that many addresses try', async () => {
    expect(await failures(40, (i) => ({ name: 'ada', address: `198.51.100.${i}` }))).to.equal(9);
  });

  it('stays possible for the owner where it was done before, while strangers try', async () => {
    await throttle.attempt(ada, right);
    await failures(40, (i) => ({ name: 'ada', address: `198.51.100.${i}` }));
    expect(await codeOf(throttle.attempt(ada, right))).to.equal('in');
  });

  it('cannot be used up for others by one address alone', async () => {
    await failures(100, () => ada);
    expect(await codeOf(throttle.attempt({ name: 'ada', address: '203.0.113.9' }, right))).to.equal('in');
  });

  it('is not counted when it succeeds', async () => {
    const codes: string[] = [];
    for (let i = 0; i < 20; i += 1) codes.push(await codeOf(throttle.attempt(ada, right)));
    expect(new Set(codes)).to.deep.equal(new Set(['in']));
  });

  it('is not counted when it could not be tried', async () => {
    const busy = (): Promise<never> => Promise.reject(new AppError('service_unavailable', 'Busy.'));
    for (let i = 0; i < 20; i += 1) await codeOf(throttle.attempt(ada, busy));
    expect(await codeOf(throttle.attempt(ada, right))).to.equal('in');
  });
});
