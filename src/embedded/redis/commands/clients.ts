import type { Client } from '../engine/client.js';
import { OK, ReplyError, syntaxError, type Reply } from '../protocol/reply.js';
import { parseInteger } from '../values/numbers.js';
import { subcommands } from './subcommands.js';
import type { Call, Command, One, OneMore, Two } from './command.js';

const describe = (client: Client, now: number): string => {
  const { queue, channels, patterns } = client;
  const facts: Readonly<Record<string, string | number>> = {
    id: client.id,
    addr: client.address,
    name: client.name,
    age: Math.floor((now - client.createdAt) / 1000),
    idle: Math.floor((now - client.lastCommandAt) / 1000),
    flags: client.blocked ? 'b' : channels.size + patterns.size > 0 ? 'P' : 'N',
    db: 0,
    sub: channels.size,
    psub: patterns.size,
    multi: queue?.length ?? -1,
    cmd: client.lastCommand,
    user: 'default',
    'lib-name': client.libName,
    'lib-ver': client.libVersion,
    resp: 2,
  };
  return Object.entries(facts)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
};

const hasOddCharacters = (name: string): boolean => /[^!-~]/.test(name);

const setName = ({ client }: Call, [name]: One): Reply => {
  if (hasOddCharacters(name))
    throw new ReplyError('ERR Client names cannot contain spaces, newlines or special characters.');
  client.name = name;
  return OK;
};

const setInfo = ({ client }: Call, [what, value]: Two): Reply => {
  const option = what.toLowerCase();
  if (hasOddCharacters(value))
    throw new ReplyError(`ERR ${option} cannot contain spaces, newlines or special characters.`);
  if (option === 'lib-name') client.libName = value;
  else if (option === 'lib-ver') client.libVersion = value;
  else throw new ReplyError(`ERR Unrecognized option '${what}'`);
  return OK;
};

const list = ({ engine }: Call, words: readonly string[]): Reply => {
  const [option, ...ids] = words;
  if (option !== undefined && !['id', 'type'].includes(option.toLowerCase())) throw syntaxError();
  const byId = option?.toLowerCase() === 'id';
  const now = Date.now();
  return [...engine.clients.values()]
    .filter(({ id }) => !byId || ids.includes(String(id)))
    .map((client) => `${describe(client, now)}\n`)
    .join('');
};

const kill = ({ engine, client }: Call, words: OneMore): Reply => {
  const [first, second] = words;
  const matches = ({ id, address }: Client): boolean => {
    if (second === undefined) return address === first;
    const option = first.toLowerCase();
    return (option === 'id' && String(id) === second) || (option === 'addr' && address === second);
  };
  const found = [...engine.clients.values()].filter(matches);
  if (second === undefined && found.length === 0) throw new ReplyError('ERR No such client');
  for (const other of found) if (other !== client || second === undefined) other.end();
  return second === undefined ? OK : found.length;
};

const unblock = ({ engine }: Call, [id, how]: OneMore): Reply => {
  const client = engine.clients.get(parseInteger(id));
  if (client === undefined) return 0;
  const error = how?.toLowerCase() === 'error';
  const reply = error ? new ReplyError('UNBLOCKED client unblocked via CLIENT UNBLOCK') : undefined;
  return Number(engine.blocking.unblock(client, reply));
};

export const clientCommands: readonly Command[] = [
  subcommands({ name: 'client', arity: -2, flags: ['no-script'] }, [
    { name: 'setname', arity: 3, run: setName },
    { name: 'getname', arity: 2, run: ({ client }) => (client.name === '' ? null : client.name) },
    { name: 'id', arity: 2, run: ({ client }) => client.id },
    { name: 'info', arity: 2, run: ({ client }) => `${describe(client, Date.now())}\n` },
    { name: 'list', arity: -2, run: list },
    { name: 'setinfo', arity: 4, run: setInfo },
    { name: 'kill', arity: -3, run: kill },
    { name: 'unblock', arity: -3, run: unblock },
    { name: 'no-evict', arity: 3, run: () => OK },
    { name: 'no-touch', arity: 3, run: () => OK },
  ]),
];
