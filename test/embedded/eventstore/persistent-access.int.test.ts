import { PARK, jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults } from '@eventstore/db-client';
import { expect } from 'chai';
import { acknowledge, confirmed, consume, eventually, type Collector } from './persistent-support.js';
import { useSecureStore } from './secure-support.js';
import { events, fresh } from './support.js';

/** What an event was shown as: the link's stream and the stream of what it names. */
const seenIn = ({ received }: Collector): readonly (readonly [string | undefined, string | undefined])[] =>
  received.map(({ link, event }) => [link?.streamId, event?.streamId] as const);

describe('event store: a group of links to a stream not everyone may read', () => {
  const store = useSecureStore();
  const secret = fresh('secret');
  const readers = (...readRoles: string[]) =>
    store.as('admin').setStreamMetadata(secret, { acl: { readRoles } });

  before(async () => {
    await store.as('admin').appendToStream(secret, events(5));
    await readers('bob');
  });

  const linkTo = async (links: string, revision: number): Promise<void> => {
    const link = { ...jsonEvent({ type: '$>', data: {} }), contentType: 'application/octet-stream' as const };
    const data = Buffer.from(`${String(revision)}@${secret}`);
    await store.as('admin').appendToStream(links, { ...link, data });
  };

  const group = async (resolveLinkTos: boolean): Promise<string> => {
    const links = fresh('links');
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({
      startFrom: 'start',
      resolveLinkTos,
    });
    await store.as('ops').createPersistentSubscriptionToStream(links, 'g', settings);
    await linkTo(links, 0);
    return links;
  };

  const first = async (links: string, login: string): Promise<Collector> => {
    const consumer = consume(store.as(login), { stream: links, group: 'g' }, acknowledge);
    await consumer.got(1);
    return consumer;
  };

  it('shows its events to those who may read it', async () => {
    const links = await group(true);
    const consumer = await first(links, 'bob');
    await consumer.stop();
    expect(seenIn(consumer)).to.deep.equal([[links, secret]]);
  });

  it('shows the links alone to others', async () => {
    const links = await group(true);
    const consumer = await first(links, 'ada');
    await consumer.stop();
    expect(seenIn(consumer)).to.deep.equal([[links, undefined]]);
  });

  it('goes by the rights there are when an event is sent', async () => {
    const links = await group(true);
    const consumer = await first(links, 'ada');
    await readers('bob', 'ada');
    await linkTo(links, 1);
    await consumer.got(2);
    await readers('bob');
    await linkTo(links, 2);
    await consumer.got(3);
    await consumer.stop();
    expect(seenIn(consumer)).to.deep.equal([
      [links, undefined],
      [links, secret],
      [links, undefined],
    ]);
  });

  it('shows no more of them when they were parked and come again', async () => {
    const links = await group(true);
    const parker = consume(store.as('bob'), { stream: links, group: 'g' }, (subscription, event) => {
      void subscription.nack(PARK, 'later', event);
    });
    const info = () => store.as('ops').getPersistentSubscriptionToStreamInfo(links, 'g');
    await eventually(info, ({ stats }) => Number(stats.parkedMessageCount) === 1);
    await parker.stop();
    const consumer = consume(store.as('ada'), { stream: links, group: 'g' }, acknowledge);
    await confirmed(consumer);
    await store.as('ops').replayParkedMessagesToStream(links, 'g');
    await consumer.got(1);
    await consumer.stop();
    expect(seenIn(consumer)).to.deep.equal([[`$persistentsubscription-${links}::g-parked`, undefined]]);
  });

  it('shows links as they are when it does not resolve them', async () => {
    const links = await group(false);
    const consumer = await first(links, 'ada');
    await consumer.stop();
    expect(seenIn(consumer)).to.deep.equal([[undefined, links]]);
  });
});
