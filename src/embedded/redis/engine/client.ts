import type { Reply } from '../protocol/reply.js';

/** Who gives commands: a connection, a script, or the file that is loaded. */
export type Client = {
  readonly id: number;
  readonly address: string;
  readonly createdAt: number;
  name: string;
  libName: string;
  libVersion: string;
  authenticated: boolean;
  lastCommand: string;
  lastCommandAt: number;
  /** Commands waiting for EXEC; undefined outside MULTI. */
  queue: (readonly string[])[] | undefined;
  /** A command was refused while queueing: EXEC will refuse all. */
  queueFailed: boolean;
  /** A watched key was changed. */
  watchBroken: boolean;
  readonly watching: Set<string>;
  readonly channels: Set<string>;
  readonly patterns: Set<string>;
  /** Waiting for a list or sorted set: takes no commands. */
  blocked: boolean;
  /** Adds a reply that was not asked for, or comes late; `wrote` when it acknowledges a change. */
  readonly push: (reply: Reply, wrote?: boolean) => void;
  /** Says goodbye after what was answered so far. */
  readonly end: () => void;
};

export type ClientOptions = Readonly<Pick<Client, 'id' | 'address' | 'push' | 'end' | 'authenticated'>>;

export const newClient = (options: ClientOptions): Client => ({
  ...options,
  createdAt: Date.now(),
  name: '',
  libName: '',
  libVersion: '',
  lastCommand: 'NULL',
  lastCommandAt: Date.now(),
  queue: undefined,
  queueFailed: false,
  watchBroken: false,
  watching: new Set(),
  channels: new Set(),
  patterns: new Set(),
  blocked: false,
});

/** Listens to channels: most commands are refused then. */
export const isSubscriber = ({ channels, patterns }: Client): boolean => channels.size + patterns.size > 0;
