import { NIL_ARRAY, OK, ReplyError, type Reply } from '../protocol/reply.js';
import { refuseUnwritable, runCommand } from '../engine/execute.js';
import type { Call, Command, Flag } from './command.js';

const AT_ONCE: readonly Flag[] = ['no-queue', 'no-script'];

const forget = ({ client, engine }: Call): void => {
  client.queue = undefined;
  client.queueFailed = false;
  engine.watches.release(client);
};

const runQueued = ({ client, engine }: Call, words: readonly string[]): Reply => {
  const command = engine.commands.find(words[0] ?? '');
  try {
    return command === undefined
      ? new ReplyError('ERR unknown command')
      : runCommand(command, { engine, client, words, mayBlock: false });
  } catch (error) {
    // One that fails does not stop the others.
    if (error instanceof ReplyError) return error;
    throw error;
  }
};

const unwritable = ({ engine }: Call, queue: readonly (readonly string[])[]): boolean => {
  try {
    for (const words of queue) {
      const command = engine.commands.find(words[0] ?? '');
      if (command !== undefined) refuseUnwritable(engine, command);
    }
    return false;
  } catch (error) {
    if (error instanceof ReplyError) return true;
    throw error;
  }
};

const exec = (call: Call): Reply => {
  const { client, engine } = call;
  const { queue, queueFailed } = client;
  if (queue === undefined) throw new ReplyError('ERR EXEC without MULTI');
  // Watched keys that ran out of time since have changed, too.
  for (const key of client.watching) engine.db.has(key);
  const { watchBroken } = client;
  forget(call);
  if (queueFailed) throw new ReplyError('EXECABORT Transaction discarded because of previous errors.');
  if (watchBroken) return NIL_ARRAY;
  if (unwritable(call, queue))
    throw new ReplyError(`MISCONF Errors writing to the AOF file: ${engine.log.failure() ?? 'unknown'}`);
  return queue.map((words) => runQueued(call, words));
};

export const transactionCommands: readonly Command[] = [
  {
    name: 'multi',
    arity: 1,
    flags: AT_ONCE,
    run: ({ client }) => {
      if (client.queue !== undefined) throw new ReplyError('ERR MULTI calls can not be nested');
      client.queue = [];
      return OK;
    },
  },
  { name: 'exec', arity: 1, flags: [...AT_ONCE, 'compound'], run: exec },
  {
    name: 'discard',
    arity: 1,
    flags: AT_ONCE,
    run: (call) => {
      if (call.client.queue === undefined) throw new ReplyError('ERR DISCARD without MULTI');
      forget(call);
      return OK;
    },
  },
  {
    name: 'watch',
    arity: -2,
    flags: AT_ONCE,
    run: ({ client, engine, db }, keys) => {
      if (client.queue !== undefined) throw new ReplyError('ERR WATCH inside MULTI is not allowed');
      for (const key of keys) {
        // One that is over already is no change later.
        db.has(key);
        engine.watches.watch(client, key);
      }
      return OK;
    },
  },
  {
    name: 'unwatch',
    arity: 1,
    flags: ['no-script'],
    run: ({ client, engine }) => {
      engine.watches.release(client);
      return OK;
    },
  },
];
