// Random commands from a seed: few keys and few values, so that they meet; wrong kinds and wrong word counts
// among them. Only commands whose reply is the same on every server.

/**
 * K key, M key of a sorted set with equal scores, Q key of a float, V value, I integer, S score, B and L range ends, F field; others as they
 * are. Not here: the order of different scores by member (it has no meaning), floats beyond 53 bits.
 */
const TEMPLATES = `
SET K V|SET K V NX|SET K V XX GET|SET K V EX 1000|SET K V KEEPTTL|SET K I|SETNX K V|GET K|GETSET K V|GETDEL K
GETEX K PERSIST|MGET K K|MSET K V K V|MSETNX K V K V|APPEND K V|STRLEN K|GETRANGE K I I|SETRANGE K 3 V|INCR K
DECR K|INCRBY K I|DECRBY K I|INCRBYFLOAT Q S|SET Q S|DEL K K|UNLINK K|EXISTS K K|TYPE K|RENAME K K|RENAMENX K K
EXPIRE K 1000|EXPIRE K 500 XX|EXPIRE K 1000 NX|EXPIRE K -1|PERSIST K|TTL K|COPY K K|COPY K K REPLACE
TOUCH K K|DBSIZE|HSET K F V|HSET K F V F V|HMSET K F V|HSETNX K F V|HGET K F|HMGET K F F|HLEN K|HEXISTS K F
HSTRLEN K F|HDEL K F F|HINCRBY K F I|HINCRBYFLOAT K fl S|HSET K fl S|HSET K F I|LPUSH K V V|RPUSH K V V V|LPUSHX K V|RPUSHX K V
LPOP K|RPOP K|LPOP K 2|RPOP K 2|LLEN K|LRANGE K I I|LINDEX K I|LSET K I V|LREM K I V|LTRIM K I I|LINSERT K BEFORE V V
LINSERT K AFTER V V|LPOS K V|LPOS K V COUNT 0|LPOS K V RANK -1 MAXLEN 2|RPOPLPUSH K K|LMOVE K K LEFT RIGHT
LMOVE K K RIGHT LEFT|SADD K V V V|SREM K V V|SISMEMBER K V|SMISMEMBER K V V|SCARD K|SMOVE K K V|SINTERCARD 2 K K
SINTERSTORE K K K|SUNIONSTORE K K K|SDIFFSTORE K K K|SINTERCARD 2 K K LIMIT 1|ZADD K S V S V|ZADD K NX S V
ZADD K XX CH S V|ZADD K GT S V|ZADD K LT CH S V|ZADD K INCR S V|ZADD K NX INCR S V|ZINCRBY K S V|ZREM K V V
ZSCORE K V|ZMSCORE K V V|ZCARD K|ZCOUNT K B B|ZLEXCOUNT M L L|ZRANK K V|ZREVRANK K V|ZRANGE K I I
ZRANGE K I I WITHSCORES|ZRANGE K I I REV|ZRANGE K B B BYSCORE LIMIT 1 2|ZRANGE K B B BYSCORE REV WITHSCORES
ZRANGE M L L BYLEX|ZREVRANGE K I I WITHSCORES|ZRANGEBYSCORE K B B|ZRANGEBYSCORE K B B WITHSCORES LIMIT 1 -1
ZREVRANGEBYSCORE K B B LIMIT I I|ZRANGEBYLEX M L L|ZREVRANGEBYLEX M L L LIMIT 0 2|ZRANGESTORE K K I I
ZREMRANGEBYRANK K I I|ZREMRANGEBYSCORE K B B|ZREMRANGEBYLEX M L L|ZPOPMIN K|ZPOPMAX K 2|ZUNIONSTORE K 2 K K
ZINTERSTORE K 2 K K WEIGHTS 2 3|ZUNIONSTORE K 2 K K AGGREGATE MAX|ZDIFFSTORE K 2 K K|ZINTER 2 K K WITHSCORES
ZADD M 0 V 0 V|ZADD M 0 V|ZREM M V
BLPOP K K 1x|BRPOPLPUSH K K|OBJECT REFCOUNT|SCAN x|HSCAN K 0 COUNT|EVAL 1|ZADD K x V|SET K V EX 0|EXPIRE K V|LPOS K V RANK 0
`
  .trim()
  .split(/[|\n]/);

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];
const VALUES = ['1', '2', 'x', 'y', 'z', '', 'long value with blanks', '\u00ff\u0000\r\n', '10'];
const INTEGERS = [
  '0',
  '1',
  '-1',
  '2',
  '-2',
  '3',
  '-3',
  '5',
  '100',
  '-100',
  'x',
  '9223372036854775807',
  '1.5',
];
const SCORES = ['0', '1', '-1', '2.5', '3', '-0.25', '1e3', 'inf', '-inf', '10', 'nan', 'x', '7'];
const SCORE_ENDS = [...SCORES, '(1', '(2.5', '(-1', '+inf'];
const LEX_ENDS = ['-', '+', '[x', '(x', '[1', '(y', '[z', 'x', '['];

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  ...{
    K: KEYS,
    M: ['m', 'n'],
    Q: ['p', 'q'],
    V: VALUES,
    I: INTEGERS,
    S: SCORES,
    B: SCORE_ENDS,
    L: LEX_ENDS,
    F: ['f', 'g', 'h'],
  },
};

export type RandomCommand = readonly string[];

/** The next command; each 20th or so has a word too many or too few. */
export const randomCommand = (random: () => number): RandomCommand => {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const words = pick(TEMPLATES)
    .split(' ')
    .map((word, at) => (at > 0 && CHOICES[word] ? pick(CHOICES[word]) : word));
  const luck = random();
  if (luck < 0.025) return words.slice(0, Math.max(1, words.length - 1));
  return luck < 0.05 ? [...words, pick(VALUES)] : words;
};
