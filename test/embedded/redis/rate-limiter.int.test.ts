import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { describeRedis, until } from './support.js';

describeRedis('the rate limiter', (redis) => {
  const limiter = (options: { points: number; duration: number; blockDuration?: number }) =>
    new RateLimiterRedis({ storeClient: redis.client(), keyPrefix: randomUUID(), ...options });

  it('lets so many through and no more', async () => {
    const limit = limiter({ points: 3, duration: 60 });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => limit.consume('me')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(3);
  });

  it('tells what is left', async () => {
    const limit = limiter({ points: 3, duration: 60 });
    await limit.consume('me', 2);
    const left = await limit.get('me');
    expect([left?.remainingPoints, left?.consumedPoints]).to.deep.equal([1, 2]);
  });

  it('lets through again when the time is over', async () => {
    const limit = limiter({ points: 1, duration: 1 });
    await limit.consume('me');
    await until(() =>
      limit.consume('me').then(
        () => true,
        () => false,
      ),
    );
  });

  it('blocks for longer when asked', async () => {
    const limit = limiter({ points: 1, duration: 1, blockDuration: 60 });
    await limit.consume('me');
    const refused = await limit.consume('me').catch((error: { msBeforeNext: number }) => error);
    expect(refused.msBeforeNext).to.be.above(50_000);
  });
});
