import { expect } from 'chai';
import { bucketOf } from '#embedded/eventstore/persistent/buckets.js';
import { isCheckpointDue } from '#embedded/eventstore/persistent/checkpoint-rule.js';
import { placeText, readPlace } from '#embedded/eventstore/persistent/definition.js';
import { latencies } from '#embedded/eventstore/persistent/latencies.js';
import { messageQueue } from '#embedded/eventstore/persistent/message-queue.js';
import { rates } from '#embedded/eventstore/persistent/rates.js';
import { parseLink } from '#embedded/eventstore/wire/link.js';
import { encodeRecord, streamField } from '#embedded/eventstore/wire/recorded-event.js';
import { someMessage, someSettings } from './make.js';

describe('persistent subscription: when a checkpoint is due', () => {
  const due = (count: number, tick?: number): boolean =>
    isCheckpointDue(
      someSettings({ minCheckpointCount: 5, maxCheckpointCount: 10, checkpointAfterMs: 1000 }),
      { mark: { at: 99, count }, last: { count: 0, writtenAt: 0 }, tick },
    );

  it('at any time after the most progress', () => {
    expect([due(9), due(10)]).to.deep.equal([false, true]);
  });

  it('at a tick after the least progress and the time', () => {
    expect([due(4, 1000), due(5, 999), due(5, 1000)]).to.deep.equal([false, false, true]);
  });

  it('never by time when there is none', () => {
    const settings = someSettings({ checkpointAfterMs: 0, minCheckpointCount: 1 });
    const mark = { at: 1, count: 2 };
    expect(isCheckpointDue(settings, { mark, last: { count: 0, writtenAt: 0 }, tick: 1e12 })).to.equal(false);
  });

  it('never without progress', () => {
    const settings = someSettings({ minCheckpointCount: 0, maxCheckpointCount: 0, checkpointAfterMs: 1 });
    const mark = { at: 1, count: 2 };
    expect(isCheckpointDue(settings, { mark, last: { count: 2, writtenAt: 0 }, tick: 1e12 })).to.equal(false);
  });
});

describe('persistent subscription: the queue of messages', () => {
  it('keeps the place of those that must wait', () => {
    const queue = messageQueue();
    for (const at of [0, 1, 2, 3]) queue.push(someMessage(at));
    queue.offer(({ at }) => (at === 3 ? 'stop' : at === 1 ? 'taken' : 'wait'));
    const seen: number[] = [];
    queue.offer(({ at }) => {
      seen.push(at);
      return 'taken';
    });
    expect(seen).to.deep.equal([0, 2, 3]);
  });

  it('keeps what was not offered yet when a round breaks off', () => {
    const queue = messageQueue();
    for (const at of [0, 1, 2]) queue.push(someMessage(at));
    const breaking = (): void => {
      queue.offer(({ at }) => {
        if (at === 1) throw new Error('broken');
        return 'taken';
      });
    };
    expect(breaking).to.throw('broken');
    expect(queue.length).to.equal(2);
  });

  it('shows what is added during a round in the next', () => {
    const queue = messageQueue();
    queue.push(someMessage(5));
    queue.offer(() => {
      queue.insert([someMessage(1)]);
      return 'taken';
    });
    expect(queue.length).to.equal(1);
  });
});

describe('persistent subscription: places as text', () => {
  it('are read back', () => {
    const places = [
      { source: '$all', group: 'g' },
      { source: 's', group: 'g' },
    ].map((name) => readPlace(placeText(name, 12)));
    expect(places).to.deep.equal([12, 12]);
  });

  it('that are none are none', () => {
    expect(['', 'x', '1x', 'C:1', '-1'].map(readPlace)).to.deep.equal(Array(5).fill(undefined));
  });
});

describe('persistent subscription: buckets', () => {
  const record = (stream: string, more: { type?: string; data?: string; metadata?: string } = {}): Buffer =>
    encodeRecord(
      {
        id: 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6',
        type: more.type ?? 'Happened',
        isJson: false,
        customMetadata: Buffer.from(more.metadata ?? ''),
        data: Buffer.from(more.data ?? ''),
        stream: streamField(stream),
        revision: 0,
        position: 1,
        createdMs: 1_700_000_000_000,
      },
      (size) => Buffer.alloc(size),
    );
  const bucket = (strategy: 'Pinned' | 'PinnedByCorrelation', event: Buffer): number =>
    bucketOf(strategy, event, () => ({ record: event, target: undefined }));

  it('of a link are those of the stream it points into', () => {
    const link = record('links', { type: '$>', data: '3@target' });
    expect(bucket('Pinned', link)).to.equal(bucket('Pinned', record('target')));
  });

  it('go by correlation id where there is one', () => {
    const metadata = '{"$correlationId":"c"}';
    const [a, b] = ['a', 'b'].map((stream) => bucket('PinnedByCorrelation', record(stream, { metadata })));
    expect(a).to.equal(b);
  });

  it('go by stream where there is no correlation id', () => {
    const texts = ['', 'no json', '[]', '{"$correlationId":1}'];
    const found = texts.map((metadata) => bucket('PinnedByCorrelation', record('s', { metadata })));
    expect(new Set([...found, bucket('Pinned', record('s'))]).size).to.equal(1);
  });

  it('do not matter to other strategies', () => {
    const event = record('s');
    const found = bucketOf('RoundRobin', event, () => ({ record: event, target: undefined }));
    expect(found).to.equal(0);
  });
});

describe('persistent subscription: what is measured', () => {
  it('is summed up by shares', () => {
    const took = latencies();
    for (let ms = 1; ms <= 100; ms++) took.add(ms);
    const found = new Map(took.summary().map(({ key, value }) => [key, value]));
    expect([
      found.get('Fastest'),
      found.get('Median'),
      found.get('99%'),
      found.get('Quintile 5'),
    ]).to.deep.equal([1, 50, 99, 100]);
  });

  it('is nothing before the first acknowledgement', () => {
    expect(latencies().summary()).to.deep.equal([]);
  });

  it('is counted per second and since', () => {
    const counting = { total: 3 };
    const all = rates();
    all.measure([counting]);
    counting.total = 5;
    expect(all.of(counting)).to.deep.equal({ total: 5, perSecond: 3, sinceMeasured: 2 });
  });
});

describe('event store wire format: the text of a link', () => {
  it('is cut at the first @', () => {
    expect(parseLink('7@a@b')).to.deep.equal({ revision: 7, stream: 'a@b' });
  });

  it('needs a revision', () => {
    expect(['@s', 'x@s', '-1@s', '7', '1.5@s'].map(parseLink)).to.deep.equal(Array(5).fill(undefined));
  });
});
