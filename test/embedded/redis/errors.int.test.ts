import { expect } from 'chai';
import { describeRedis, outcome, say } from './support.js';

const WRONG_KIND = 'WRONGTYPE Operation against a key holding the wrong kind of value';
const NOT_AN_INTEGER = 'ERR value is not an integer or out of range';

/** Each command, and the words in which it is refused; `text` is a string, `list` a list. */
const REFUSALS: Readonly<Record<string, string>> = {
  GET: "ERR wrong number of arguments for 'get' command",
  'GET a b': "ERR wrong number of arguments for 'get' command",
  'HSET h f': "ERR wrong number of arguments for 'hset' command",
  'MSET a 1 b': "ERR wrong number of arguments for 'mset' command",
  'CLIENT SETNAME': "ERR wrong number of arguments for 'client|setname' command",
  'CLIENT NOTHING': "ERR unknown subcommand 'NOTHING'. Try CLIENT HELP.",
  'NONSENSE a b': "ERR unknown command 'NONSENSE', with args beginning with: 'a' 'b' ",
  'GET list': WRONG_KIND,
  'LPUSH text a': WRONG_KIND,
  'HGET text f': WRONG_KIND,
  'SADD list a': WRONG_KIND,
  'ZADD text 1 a': WRONG_KIND,
  'ZSCORE list a': WRONG_KIND,
  'BLPOP text 1': WRONG_KIND,
  'INCR text': NOT_AN_INTEGER,
  'INCRBY n 1.5': NOT_AN_INTEGER,
  'EXPIRE text soon': NOT_AN_INTEGER,
  'SET a b EX 0': "ERR invalid expire time in 'set' command",
  'SET a b NX XX': 'ERR syntax error',
  'ZADD z one a': 'ERR value is not a valid float',
  'ZADD z NX XX 1 a': 'ERR XX and NX options at the same time are not compatible',
  'ZRANGEBYSCORE z a b': 'ERR min or max is not a float',
  'LSET none 0 a': 'ERR no such key',
  'LSET list 9 a': 'ERR index out of range',
  'RENAME none other': 'ERR no such key',
  'SELECT 1000': 'ERR DB index is out of range',
  'BLPOP list -1': 'ERR timeout is negative',
  EXEC: 'ERR EXEC without MULTI',
  DISCARD: 'ERR DISCARD without MULTI',
  'EVALSHA ffff 0': 'NOSCRIPT No matching script. Please use EVAL.',
};

describeRedis('a command that is refused', (redis) => {
  for (const [command, words] of Object.entries(REFUSALS)) {
    it(`says why: ${command}`, async () => {
      const client = redis.client();
      await client.set('text', 'abc');
      await client.rpush('list', 'a');
      expect(await say(client, command)).to.equal(words);
    });
  }

  it('says why at the largest integer', async () => {
    const client = redis.client();
    await client.set('n', '9223372036854775807');
    expect(await say(client, 'INCR n')).to.equal('ERR increment or decrement would overflow');
  });

  it('leaves the connection usable', async () => {
    const client = redis.client();
    await say(client, 'NONSENSE');
    expect(await outcome(client, ['PING'])).to.equal('PONG');
  });
});
