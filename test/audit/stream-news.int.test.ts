import { expect } from 'chai';
import { jsonEvent } from '@eventstore/db-client';
import { createHistory } from '#audit/history.js';
import { createStreamNews, type NewsOptions, type StreamNews } from '#audit/stream-news.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { randomId } from '#platform/ids.js';
import { logForTests } from '#test/support/services.js';
import { until } from '#test/support/until.js';

describe('news of streams', () => {
  let writer: LogClient;
  let reader: LogClient;
  let news: StreamNews;
  const failures: unknown[] = [];
  const onError = (error: unknown): void => void failures.push(error);

  before(async () => {
    const { url } = await logForTests();
    writer = connectLog(url);
    reader = connectLog(url);
    news = createStreamNews({ history: createHistory(async () => reader), category: 'door', onError });
  });

  after(async () => {
    await writer.dispose();
  });

  const happen = (stream: string) =>
    writer.appendToStream(stream, jsonEvent({ type: 'DoorOpened', data: {} }));
  /** How often somebody who listens to the stream was told. */
  const listening = async (stream: string) => {
    const heard = { times: 0, stop: (): void => undefined };
    heard.stop = await news.listen(stream, () => void (heard.times += 1));
    return heard;
  };

  it('come to everybody who listens to the stream', async () => {
    const stream = `door-${randomId()}`;
    const [one, other] = [await listening(stream), await listening(stream)];
    await happen(stream);
    await until(async () => (one.times > 0 && other.times > 0) || undefined);
  });

  it('do not come from other streams, nor of what was there before', async () => {
    const [stream, marker] = [`door-${randomId()}`, `door-${randomId()}`];
    const last = await listening(marker);
    await happen(stream);
    await happen(marker);
    await until(async () => last.times > 0 || undefined);
    const late = await listening(stream);
    await happen(`door-${randomId()}`);
    await happen(marker);
    await until(async () => last.times > 1 || undefined);
    expect(late.times).to.equal(0);
  });

  it('come no longer to who has stopped listening', async () => {
    const [stream, marker] = [`door-${randomId()}`, `door-${randomId()}`];
    const [gone, last] = [await listening(stream), await listening(marker)];
    gone.stop();
    await happen(stream);
    await happen(marker);
    await until(async () => last.times > 0 || undefined);
    expect(gone.times).to.equal(0);
  });

  it('go on after the subscription failed, and nothing is missed', async () => {
    const history = createHistory(async () => reader);
    let broken = 0;
    const follow: NewsOptions['history']['follow'] = (following) => {
      broken += 1;
      if (broken === 1) throw new Error('broken');
      return history.follow(following);
    };
    const own = createStreamNews({ history: { end: history.end, follow }, category: 'door', onError });
    const stream = `door-${randomId()}`;
    let times = 0;
    await own.listen(stream, () => void (times += 1));
    await happen(stream);
    await until(async () => times > 0 || undefined);
    expect(failures.map(String)).to.deep.equal(['Error: broken']);
    await own.close();
  });

  it('can be asked for again when the log did not answer at first', async () => {
    const history = createHistory(async () => reader);
    let asked = 0;
    const end = () => {
      asked += 1;
      return asked === 1 ? Promise.reject(new Error('down')) : history.end();
    };
    const own = createStreamNews({ history: { end, follow: history.follow }, category: 'door', onError });
    const first = await own.listen('door-1', () => undefined).catch(String);
    expect(first).to.equal('Error: down');
    await own.listen('door-1', () => undefined);
    await own.close();
  });

  it('end with their subscription, so that the client can be disposed of', async () => {
    await news.close();
    expect(await reader.dispose().then(() => 'disposed')).to.equal('disposed');
  });
});
