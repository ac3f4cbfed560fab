import { once } from 'node:events';
import { expect } from 'chai';
import { describeRedis, say } from './support.js';

describeRedis('a message', (redis) => {
  it('reaches who listens to its channel', async () => {
    const listener = redis.client();
    await listener.subscribe('news');
    const heard = once(listener, 'message');
    await redis.client().publish('news', 'rain');
    expect(await heard).to.deep.equal(['news', 'rain']);
  });

  it('reaches who listens to a pattern', async () => {
    const listener = redis.client();
    await listener.psubscribe('news.*');
    const heard = once(listener, 'pmessage');
    await redis.client().publish('news.weather', 'rain');
    expect(await heard).to.deep.equal(['news.*', 'news.weather', 'rain']);
  });

  it('tells how many it reached', async () => {
    const client = redis.client();
    const listeners = [redis.client(), redis.client()];
    for (const listener of listeners) await listener.subscribe('news');
    await listeners[0]!.psubscribe('n*');
    expect(await client.publish('news', 'rain')).to.equal(3);
  });

  it('does not reach who left', async () => {
    const listener = redis.client();
    await listener.subscribe('news');
    await listener.unsubscribe('news');
    expect(await redis.client().publish('news', 'rain')).to.equal(0);
  });

  it('of a transaction arrives when it is carried out', async () => {
    const listener = redis.client();
    await listener.subscribe('news');
    const heard = once(listener, 'message');
    const client = redis.client();
    await client.multi().set('a', 1).publish('news', 'set').exec();
    await heard;
    expect(await client.get('a')).to.equal('1');
  });
});

describeRedis('a listener', (redis) => {
  it('is listed with its channels', async () => {
    const listener = redis.client();
    await listener.subscribe('news');
    expect(await say(redis.client(), 'PUBSUB CHANNELS')).to.deep.equal(['news']);
  });
});
