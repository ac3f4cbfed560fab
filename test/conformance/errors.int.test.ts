import {
  MaxAppendSizeExceededError,
  PersistentSubscriptionDoesNotExistError,
  PersistentSubscriptionExistsError,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  binaryEvent,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { settings } from '#test/embedded/eventstore/persistent-support.js';
import { all, errorFrom, events, fresh, useEndpoint } from '#test/embedded/eventstore/support.js';

describe('conformance: an error is of its class:', () => {
  const store = useEndpoint();
  const client = () => store.client();

  const cases: Record<string, { kind: unknown; fail: () => Promise<unknown> }> = {
    'a read of a stream that never was': {
      kind: StreamNotFoundError,
      fail: () => all(client().readStream(fresh())),
    },
    'a read of a tombstoned stream': {
      kind: StreamDeletedError,
      fail: async () => {
        const stream = fresh();
        await client().tombstoneStream(stream);
        await all(client().readStream(stream));
      },
    },
    'an append at a wrong revision': {
      kind: WrongExpectedVersionError,
      fail: () => client().appendToStream(fresh(), events(1), { expectedRevision: 7n }),
    },
    'a delete at a wrong revision': {
      kind: WrongExpectedVersionError,
      fail: () => client().deleteStream(fresh(), { expectedRevision: 7n }),
    },
    'a tombstone at a wrong revision': {
      kind: WrongExpectedVersionError,
      fail: () => client().tombstoneStream(fresh(), { expectedRevision: 7n }),
    },
    'an append that is too large': {
      kind: MaxAppendSizeExceededError,
      fail: () =>
        client().appendToStream(fresh(), binaryEvent({ type: 'Large', data: Buffer.alloc(2_000_000) })),
    },
    'a group that is there already': {
      kind: PersistentSubscriptionExistsError,
      fail: async () => {
        const stream = fresh();
        await client().createPersistentSubscriptionToStream(stream, 'g', settings());
        await client().createPersistentSubscriptionToStream(stream, 'g', settings());
      },
    },
    'a group that is not there': {
      kind: PersistentSubscriptionDoesNotExistError,
      fail: () => client().getPersistentSubscriptionToStreamInfo(fresh(), 'g'),
    },
  };

  for (const [name, { kind, fail }] of Object.entries(cases)) {
    it(name, async () => {
      expect((await errorFrom(fail())).constructor).to.equal(kind);
    });
  }
});
