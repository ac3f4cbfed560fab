import { timingSafeEqual, createHash } from 'node:crypto';
import { isSubscriber, type Client } from '../engine/client.js';
import { NOTHING, OK, ReplyError, status, wrongArity, type Reply } from '../protocol/reply.js';
import { REDIS_VERSION } from '../engine/version.js';
import type { Call, Command, Flag, One, OneMore } from './command.js';

const HELLO: readonly Flag[] = ['no-auth', 'no-script', 'no-queue'];

const digest = (text: string): Buffer => createHash('sha256').update(text, 'latin1').digest();

const login = ({ client, engine }: Call, user: string, password: string): void => {
  const fits = timingSafeEqual(digest(password), digest(engine.password));
  if (user !== 'default' || !fits)
    throw new ReplyError('WRONGPASS invalid username-password pair or user is disabled.');
  client.authenticated = true;
};

const auth = (call: Call, [first, second, tooMuch]: OneMore): Reply => {
  if (tooMuch !== undefined) throw new ReplyError('ERR syntax error');
  login(call, second === undefined ? 'default' : first, second ?? first);
  return OK;
};

const hello = (call: Call, [version, ...words]: readonly string[]): Reply => {
  if (version !== undefined && version !== '2') throw new ReplyError('NOPROTO unsupported protocol version');
  const [option, user, password] = words;
  if (option?.toLowerCase() === 'auth' && password !== undefined) login(call, user ?? '', password);
  if (!call.client.authenticated)
    throw new ReplyError(
      'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH ' +
        '<user> <pass> option can be used to authenticate the client and select the RESP protocol version at ' +
        'the same time',
    );
  return [
    ...['server', 'redis', 'version', REDIS_VERSION, 'proto', 2, 'id', call.client.id],
    ...['mode', 'standalone', 'role', 'master', 'modules', []],
  ];
};

const ping = ({ client }: Call, [message, tooMuch]: readonly string[]): Reply => {
  if (tooMuch !== undefined) throw wrongArity('ping');
  if (isSubscriber(client)) return ['pong', message ?? ''];
  return message ?? status('PONG');
};

const reset = ({ client, engine }: Call): Reply => {
  engine.pubsub.forget(client);
  engine.watches.release(client);
  const fresh: Partial<Client> = { queue: undefined, queueFailed: false, name: '' };
  Object.assign(client, fresh, { authenticated: engine.password === '' });
  return status('RESET');
};

const select = (_call: Call, [index]: One): Reply => {
  if (!/^-?\d{1,9}$/.test(index)) throw new ReplyError('ERR value is not an integer or out of range');
  if (index !== '0') throw new ReplyError('ERR DB index is out of range');
  return OK;
};

export const connectionCommands: readonly Command[] = [
  { name: 'auth', arity: -2, flags: HELLO, run: auth },
  { name: 'hello', arity: -1, flags: HELLO, run: hello },
  { name: 'ping', arity: -1, flags: ['subscribed'], run: ping },
  { name: 'echo', arity: 2, run: (_call, [message]: One) => message },
  { name: 'select', arity: 2, run: select },
  {
    name: 'quit',
    arity: -1,
    flags: [...HELLO, 'subscribed'],
    run: ({ client }) => {
      client.push(OK);
      client.end();
      return NOTHING;
    },
  },
  { name: 'reset', arity: 1, flags: [...HELLO, 'subscribed'], run: reset },
];
