import { Blocking, type Serve } from './blocking.js';
import type { Client } from './client.js';
import { Keyspace } from './keyspace.js';
import { PubSub } from './pubsub.js';
import { createWatches } from './watches.js';
import type { Command } from '../commands/command.js';
import { ReplyError } from '../protocol/reply.js';
import type { Scripts } from '../lua/scripts.js';
import type { CommandLog } from '../append-file/command-log.js';

/** The command table. */
export type Commands = Readonly<{
  /** In any mixture of upper and lower case. */
  find: (name: string) => Command | undefined;
  all: readonly Command[];
}>;

/** Everything a command may touch. */
export type Engine = Readonly<{
  db: Keyspace;
  pubsub: PubSub;
  blocking: Blocking;
  watches: ReturnType<typeof createWatches>;
  log: CommandLog;
  scripts: Scripts;
  commands: Commands;
  clients: Map<number, Client>;
  password: string;
  startedAt: number;
  counters: { commands: number; connections: number };
  /** Writes the file anew, without what is over. */
  compact: () => void;
  port: () => number;
}>;

export type EngineOptions = Readonly<{
  log: CommandLog;
  commands: Commands;
  scripts: Scripts;
  password: string;
  compact: () => void;
  port: () => number;
  /** Besides those who wait and watch. */
  onChange: (key: string) => void;
}>;

/** Gives what a wait was for as a command of its own: logged and acknowledged like one. */
const serving = (engine: () => Engine) => (client: Client, work: () => ReturnType<typeof attempt>) => {
  const { db, log } = engine();
  const before = db.changes();
  log.begin();
  const reply = attempt(work);
  log.end();
  if (reply === undefined) return false;
  client.push(reply, db.changes() !== before);
  return true;
};

const attempt = (work: Parameters<Serve>[1]) => {
  try {
    return work();
  } catch (error) {
    if (error instanceof ReplyError) return error;
    throw error;
  }
};

export const createEngine = (options: EngineOptions): Engine => {
  const watches = createWatches();
  const blocking = new Blocking(serving(() => engine));
  const db = new Keyspace({
    changed: (key) => {
      watches.changed(key);
      blocking.changed(key);
      options.onChange(key);
    },
    expired: (key) => options.log.append(['DEL', key]),
  });
  const engine: Engine = {
    ...options,
    db,
    watches,
    blocking,
    pubsub: new PubSub(),
    clients: new Map(),
    startedAt: Date.now(),
    counters: { commands: 0, connections: 0 },
  };
  return engine;
};
