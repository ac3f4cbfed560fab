// One command from start to end: is it known, allowed, complete; queue it or run it; log what it changed.
// Promises: what is refused has changed nothing; what changed anything is in the log before the reply is
// given out. Fails with nothing: refusals are replies.
import { arityFits, type Command } from '../commands/command.js';
import { QUEUED, ReplyError, wrongArity, type Reply } from '../protocol/reply.js';
import { isSubscriber, type Client } from './client.js';
import type { Engine } from './engine.js';

export type Task = Readonly<{ engine: Engine; client: Client; words: readonly string[]; mayBlock: boolean }>;

const unknownCommand = ([name = '', ...args]: readonly string[]): ReplyError => {
  let beginning = '';
  for (const arg of args) {
    if (beginning.length >= 128) break;
    beginning += `'${arg.slice(0, 128 - beginning.length)}' `;
  }
  return new ReplyError(
    `ERR unknown command '${name.slice(0, 128)}', with args beginning with: ${beginning}`,
  );
};

const has = ({ flags }: Command, flag: NonNullable<Command['flags']>[number]): boolean =>
  flags?.includes(flag) === true;

/** The command, if this client may give it now. Throws ReplyError. */
const admit = ({ engine, client, words }: Task): Command => {
  const command = engine.commands.find(words[0] ?? '');
  if (!client.authenticated && (command === undefined || !has(command, 'no-auth')))
    throw new ReplyError('NOAUTH Authentication required.');
  if (command === undefined) throw unknownCommand(words);
  if (!arityFits(command, words.length)) throw wrongArity(command.name);
  if (isSubscriber(client) && !has(command, 'subscribed'))
    throw new ReplyError(
      `ERR Can't execute '${command.name}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are ` +
        'allowed in this context',
    );
  refuseUnwritable(engine, command);
  return command;
};

/** Throws MISCONF for a command that changes keys while nothing can be written. */
export const refuseUnwritable = ({ log }: Engine, command: Command): void => {
  const failure = has(command, 'write') ? log.failure() : undefined;
  if (failure !== undefined) throw new ReplyError(`MISCONF Errors writing to the AOF file: ${failure}`);
};

/** Runs an admitted command and logs its effect. Throws ReplyError. */
export const runCommand = (command: Command, { engine, client, words, mayBlock }: Task): Reply => {
  const { db, log } = engine;
  const before = db.changes();
  const compound = has(command, 'compound');
  let instead: (readonly string[])[] | undefined;
  const call = {
    ...{ db, client, engine, words, mayBlock },
    log: (...other: readonly string[]) => {
      instead ??= [];
      instead.push(other);
    },
  };
  if (compound) log.begin();
  try {
    const reply = command.run(call, words.slice(1));
    if (!compound && db.changes() !== before) for (const each of instead ?? [words]) log.append(each);
    return reply;
  } finally {
    if (compound) log.end();
  }
};

const admitOrFail = (task: Task): Command => {
  try {
    return admit(task);
  } catch (error) {
    task.client.queueFailed = task.client.queue !== undefined;
    throw error;
  }
};

/** A command of a connection. */
export const execute = (engine: Engine, client: Client, words: readonly string[]): Reply => {
  engine.db.setNow(Date.now());
  engine.counters.commands += 1;
  client.lastCommand = (words[0] ?? '').toLowerCase();
  client.lastCommandAt = engine.db.now();
  const task = { engine, client, words, mayBlock: true };
  try {
    const command = admitOrFail(task);
    if (client.queue !== undefined && !has(command, 'no-queue')) {
      client.queue.push(words);
      return QUEUED;
    }
    return runCommand(command, task);
  } catch (error) {
    if (error instanceof ReplyError) return error;
    throw error;
  }
};
