import { expect } from 'chai';
import { Redis } from 'ioredis';
import { newSystem, type StartedApi, type System } from '#test/support/system.js';

const MOST = 4;

describe('S6 two API processes with limits', function () {
  this.timeout(60_000);
  let system: System;
  let apis: readonly StartedApi[];
  before(async () => {
    system = await newSystem();
    // However busy this machine is: what happens without Redis is another test's.
    const settings = { RATE_SIGN_IN: String(MOST), RATE_REDIS_TIMEOUT_MS: '20000' };
    apis = await Promise.all([system.api(settings), system.api(settings)]);
  });
  after(() => system.stop());

  const tryToSignIn = async (i: number, address: string): Promise<number> => {
    const origin = apis[i % 2]?.client.url ?? '';
    const answer = await fetch(`${origin}/api/auth/login/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': address },
      body: JSON.stringify({ username: 'nobody-here', password: 'wrong-password' }),
    });
    return answer.status;
  };
  const enter = async (i: number): Promise<number> => {
    const origin = apis[i % 2]?.client.url ?? '';
    const answer = await fetch(`${origin}/console/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' },
      body: new URLSearchParams({ name: 'nobody-here', password: 'wrong-password' }),
    });
    return answer.status;
  };

  it('count failed sign-ins together, whatever address the client claims', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < MOST + 4; i += 1) statuses.push(await tryToSignIn(i, `192.0.2.${i}`));
    expect(statuses.filter((status) => status === 401)).to.have.length(MOST);
    expect(statuses.filter((status) => status === 429)).to.have.length(4);
  });

  it('refuse at the console what they refuse at the API', async () => {
    expect([await enter(0), await enter(1)]).to.deep.equal([429, 429]);
  });

  it('keep no address and no name in Redis', async () => {
    const redis = new Redis(system.environment['REDIS_URL'] ?? '');
    const keys = await redis.keys('rate:*').finally(() => redis.disconnect());
    expect(keys).to.not.be.empty;
    expect(keys.join('\n')).to.not.match(/127\.0\.0\.1|192\.0\.2|nobody/);
  });
});
