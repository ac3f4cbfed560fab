import type { Client, ServiceError } from '@grpc/grpc-js';
import { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { EMPTY } from '#embedded/eventstore/wire/writer.js';
import {
  cursorOf,
  readMessage,
  readString,
  readVarint,
  skipField,
} from '#embedded/eventstore/wire/reader.js';
import { rawClient } from './raw-client.js';
import { all, events, fresh, useStore } from './support.js';

const UNIMPLEMENTED = 12;
const FEATURES = '/event_store.client.server_features.ServerFeatures/GetSupportedMethods';
const same = (bytes: Buffer): Buffer => bytes;

/** The names in a GetSupportedMethods answer, as paths in lower case. */
const pathsIn = (answer: Buffer): string[] => {
  const outer = cursorOf(answer);
  const paths: string[] = [];
  while (outer.pos < outer.end) {
    const outerTag = readVarint(outer);
    if (outerTag !== 0x0a) {
      skipField(outer, outerTag);
      continue;
    }
    const c = readMessage(outer);
    const found = ['', ''];
    while (c.pos < c.end) {
      const tag = readVarint(c);
      const text = readString(c);
      if (tag === 0x0a) found[1] = text;
      if (tag === 0x12) found[0] = text;
    }
    paths.push(`/${found.join('/')}`);
  }
  return paths;
};

const SERVICES: Readonly<Record<string, readonly string[]>> = {
  'event_store.client.streams.Streams': ['Append', 'BatchAppend', 'Read', 'Delete', 'Tombstone'],
  'event_store.client.persistent_subscriptions.PersistentSubscriptions': [
    ...['Create', 'Update', 'Delete', 'Read', 'GetInfo', 'List', 'ReplayParked', 'RestartSubsystem'],
  ],
  'event_store.client.projections.Projections': [
    ...['Statistics', 'Enable', 'Disable', 'Reset', 'State', 'Result', 'RestartSubsystem'],
  ],
  'event_store.client.gossip.Gossip': ['Read'],
  'event_store.client.server_features.ServerFeatures': ['GetSupportedMethods'],
};
const UNSUPPORTED = [
  '/event_store.client.operations.Operations/StartScavenge',
  '/event_store.client.operations.Operations/Shutdown',
  '/event_store.client.monitoring.Monitoring/Stats',
  '/event_store.client.redaction.Redaction/GetEventPositions',
  '/event_store.client.users.Users/Details',
  '/event_store.client.projections.Projections/Create',
  '/event_store.cluster.Gossip/Read',
  '/event_store.cluster.Elections/Prepare',
];

describe('event store: what the server says it can do', () => {
  const store = useStore();
  let raw: Client;
  before(() => {
    raw = rawClient(store.url());
  });
  after(() => {
    raw.close();
  });

  const call = (path: string): Promise<{ error?: ServiceError; answer?: Buffer }> =>
    new Promise((resolve) => {
      const deadline = Date.now() + 5_000;
      raw.makeUnaryRequest(path, same, same, EMPTY, { deadline }, (error, answer) => {
        resolve({ ...(error === null ? {} : { error }), ...(answer === undefined ? {} : { answer }) });
      });
    });

  it('is what it can do, no more and no less', async () => {
    const { answer = EMPTY } = await call(FEATURES);
    const expected = Object.entries(SERVICES).flatMap(([service, methods]) =>
      methods.map((method) => `/${service}/${method}`.toLowerCase()),
    );
    expect(pathsIn(answer).sort()).to.deep.equal(expected.sort());
  });

  for (const [service, methods] of Object.entries(SERVICES)) {
    it(`is there: ${service}`, async () => {
      const unary = methods.filter(
        (method) => !['BatchAppend', 'Append', 'Read', 'Statistics'].includes(method),
      );
      const answers = await Promise.all(unary.map((method) => call(`/${service}/${method}`)));
      expect(answers.map(({ error }) => error?.code)).not.to.include(UNIMPLEMENTED);
    });
  }

  for (const path of UNSUPPORTED) {
    it(`is not there and says so at once: ${path}`, async () => {
      expect((await call(path)).error?.code).to.equal(UNIMPLEMENTED);
    });
  }
});

describe('event store: a client that insists on a leader', () => {
  const store = useStore();

  it('is served, as the one node there is leads', async () => {
    const url = `${store.url().replace('esdb://', 'esdb+discover://')}&nodePreference=leader`;
    const client = EventStoreDBClient.connectionString(url);
    const stream = fresh();
    await client.appendToStream(stream, events(1), { requiresLeader: true });
    const found = await all(client.readStream(stream, { requiresLeader: true }));
    await client.dispose();
    expect(found).to.have.length(1);
  });
});
