import { DomainError } from '../kit/domain-error.js';
import { isErased, type Personal } from '../kit/personal.js';
import type { AccountEvent } from './events.js';

/** A way to sign in by another provider. */
export interface Connection {
  readonly connectionId: string;
  /** `google`, `github` or another one that was configured. */
  readonly provider: string;
  /** Name of the stream that holds the claim. */
  readonly identityKey: string;
  /** What the provider called the person when it was connected; empty when it said nothing. */
  readonly email: Personal<string>;
  readonly username: Personal<string>;
}

/** What of an account connections depend on. */
export interface Connected {
  readonly id: number;
  readonly connections: readonly Connection[];
  /** Ids of those that ended: a claim for one of them is void. */
  readonly endedConnections: readonly string[];
  /** Empty when there is no password. */
  readonly credential: Personal<string>;
}

const linked = (accountId: number, connection: Connection, at: string): AccountEvent => ({
  type: 'AccountIdentityLinked',
  data: { accountId, ...connection, at },
});

/** What makes an account out of the first identity of a person: its provider knows the address to be theirs. */
export const registeredBy = (accountId: number, connection: Connection, at: string): AccountEvent[] => [
  { type: 'AccountEmailVerified', data: { accountId, at } },
  linked(accountId, connection, at),
];

/** One identity of a provider at a time; a connection that ended never comes back. */
export const link = (account: Connected, connection: Connection, at: string): readonly AccountEvent[] => {
  const { connectionId, provider } = connection;
  if (account.connections.some((known) => known.connectionId === connectionId)) return [];
  if (account.endedConnections.includes(connectionId)) {
    throw new DomainError('identity_taken', 'This connection has ended. Connect again.');
  }
  if (account.connections.some((known) => known.provider === provider)) {
    throw new DomainError(
      'provider_connected',
      'The account is connected with another one of this provider.',
    );
  }
  return [linked(account.id, connection, at)];
};

/** A password that was erased with the person lets nobody in either, and nobody is left to ask. */
const hasPassword = ({ credential }: Connected): boolean => isErased(credential) || credential !== '';

export const unlink = (account: Connected, provider: string, at: string): readonly AccountEvent[] => {
  const connection = account.connections.find((known) => known.provider === provider);
  if (!connection) throw new DomainError('not_found', 'The account is not connected with this provider.');
  if (account.connections.length === 1 && !hasPassword(account)) {
    throw new DomainError('only_way_in', 'Without it nobody could sign in to this account.');
  }
  const { connectionId, identityKey } = connection;
  return [
    {
      type: 'AccountIdentityUnlinked',
      data: { accountId: account.id, connectionId, provider, identityKey, at },
    },
  ];
};

type ConnectionEvent = Extract<AccountEvent, { type: 'AccountIdentityLinked' | 'AccountIdentityUnlinked' }>;
type Connections = Pick<Connected, 'connections' | 'endedConnections'>;

export const evolveConnections = (
  { connections, endedConnections }: Connections,
  event: ConnectionEvent,
): Connections => {
  const others = connections.filter(({ connectionId }) => connectionId !== event.data.connectionId);
  if (event.type === 'AccountIdentityUnlinked') {
    return { connections: others, endedConnections: [...endedConnections, event.data.connectionId] };
  }
  const { connectionId, provider, identityKey, email, username } = event.data;
  const added = { connectionId, provider, identityKey, email, username };
  return { connections: [...others, added], endedConnections };
};
