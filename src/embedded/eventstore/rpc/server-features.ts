// ServerFeatures: the methods that are really here. Clients choose their calls by this list.

import type { handleUnaryCall } from '@grpc/grpc-js';
import { bytesField, message } from '../wire/writer.js';

interface Method {
  readonly service: string;
  readonly method: string;
  readonly features?: readonly string[];
}

const STREAMS = 'event_store.client.streams.streams';

const PERSISTENT = 'event_store.client.persistent_subscriptions.persistentsubscriptions';

const persistent = (...methods: readonly string[]): Method[] =>
  methods.map((method) => ({ service: PERSISTENT, method, features: ['stream', 'all'] }));

const PROJECTIONS = 'event_store.client.projections.projections';

/** Without create, update and delete: those are for projections of users, which are not here. */
const projections = (...methods: readonly string[]): Method[] =>
  methods.map((method) => ({ service: PROJECTIONS, method }));

const METHODS: readonly Method[] = [
  { service: STREAMS, method: 'append' },
  { service: STREAMS, method: 'batchappend', features: ['deadline_duration'] },
  { service: STREAMS, method: 'delete' },
  { service: STREAMS, method: 'tombstone' },
  { service: STREAMS, method: 'read', features: ['position', 'events'] },
  ...persistent('create', 'update', 'delete', 'read', 'getinfo', 'list', 'replayparked', 'restartsubsystem'),
  ...projections('statistics', 'enable', 'disable', 'reset', 'state', 'result', 'restartsubsystem'),
  { service: 'event_store.client.gossip.gossip', method: 'read' },
  { service: 'event_store.client.server_features.serverfeatures', method: 'getsupportedmethods' },
];

const USERS: readonly Method[] = [
  ...['create', 'update', 'delete', 'enable', 'disable', 'details', 'changepassword', 'resetpassword'],
].map((method) => ({ service: 'event_store.client.users.users', method }));

/** The protocol level this server follows; clients expect three numbers. */
export const PROTOCOL_VERSION = '24.10.0';

const encodeMethod = ({ service, method, features = [] }: Method): Buffer =>
  bytesField(
    1,
    message(
      bytesField(1, method),
      bytesField(2, service),
      ...features.map((feature) => bytesField(3, feature)),
    ),
  );

/** Handler of GetSupportedMethods; a server without users has no Users service. */
export const serverFeaturesHandler = (hasUsers: boolean): handleUnaryCall<Buffer, Buffer> => {
  const methods = hasUsers ? [...METHODS, ...USERS] : METHODS;
  const supported = message(...methods.map(encodeMethod), bytesField(2, PROTOCOL_VERSION));
  return (_call, callback) => {
    callback(null, supported);
  };
};
