import { expect } from 'chai';
import { describeRedis, say } from './support.js';

describeRedis('a transaction', (redis) => {
  it('gives the answers of all its commands', async () => {
    const replies = await redis.client().multi().set('a', 1).incr('a').get('a').exec();
    expect(replies).to.deep.equal([
      [null, 'OK'],
      [null, 2],
      [null, '2'],
    ]);
  });

  it('goes on when one of its commands fails', async () => {
    const client = redis.client();
    await client.multi().set('a', 'x').lpush('a', 'y').set('b', 'z').exec();
    expect(await client.mget('a', 'b')).to.deep.equal(['x', 'z']);
  });

  it('is dropped as a whole when a command in it is no command', async () => {
    const client = redis.client();
    for (const command of ['MULTI', 'SET a 1', 'NONSENSE']) await say(client, command);
    expect([await say(client, 'EXEC'), await client.get('a')]).to.deep.equal([
      'EXECABORT Transaction discarded because of previous errors.',
      null,
    ]);
  });

  it('does nothing when a watched key was changed meanwhile', async () => {
    const client = redis.client();
    await client.watch('a');
    await redis.client().set('a', 'other');
    expect([await client.multi().set('a', 'mine').exec(), await client.get('a')]).to.deep.equal([
      null,
      'other',
    ]);
  });

  it('is carried out when another key was changed', async () => {
    const client = redis.client();
    await client.watch('a');
    await redis.client().set('b', 'other');
    expect(await client.multi().set('a', 'mine').exec()).to.deep.equal([[null, 'OK']]);
  });

  it('does not wait for an element', async () => {
    const client = redis.client();
    for (const command of ['MULTI', 'BLPOP none 0', 'BRPOPLPUSH none other 0']) await say(client, command);
    expect(await say(client, 'EXEC')).to.deep.equal([null, null]);
  });

  it('that is discarded changes nothing', async () => {
    const client = redis.client();
    for (const command of ['MULTI', 'SET a 1', 'DISCARD']) await say(client, command);
    expect(await client.get('a')).to.equal(null);
  });
});
