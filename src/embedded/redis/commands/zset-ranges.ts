import { ReplyError, syntaxError, type Reply } from '../protocol/reply.js';
import { formatFloat, parseInteger } from '../values/numbers.js';
import { rankRange } from '../values/rank-range.js';
import { lexRange, scoreRange, type RankRange } from '../values/score-range.js';
import { SortedSet, type Scored } from '../values/sorted-set.js';
import { FIRST_KEY, TWO_KEYS, WRITE, type Call, type Command, type Four, type ThreeMore } from './command.js';

type By = 'rank' | 'score' | 'lex';
type Options = {
  by: By;
  reverse: boolean;
  limit: readonly [number, number] | undefined;
  withScores: boolean;
};

/** Takes the words behind the range; `fixed` names what the command itself settles. */
const readOptions = (words: readonly string[], fixed?: Partial<Options>): Options => {
  const found: Options = { by: 'rank', reverse: false, limit: undefined, withScores: false, ...fixed };
  for (let at = 0; at < words.length; at += 1) {
    const option = (words[at] ?? '').toLowerCase();
    if (option === 'withscores') found.withScores = true;
    else if (option === 'limit' && words.length > at + 2) {
      found.limit = [parseInteger(words[at + 1] ?? ''), parseInteger(words[at + 2] ?? '')];
      at += 2;
    } else if (fixed?.by === undefined && option === 'byscore') found.by = 'score';
    else if (fixed?.by === undefined && option === 'bylex') found.by = 'lex';
    else if (fixed?.by === undefined && option === 'rev') found.reverse = true;
    else throw syntaxError();
  }
  if (found.limit !== undefined && found.by === 'rank')
    throw new ReplyError(
      'ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX',
    );
  if (found.withScores && found.by === 'lex')
    throw new ReplyError('ERR syntax error, WITHSCORES not supported in combination with BYLEX');
  return found;
};

/** Ranks counted from the front. `start` and `stop` are as given: high before low when reversed. */
const rangeOf = ({ by, reverse }: Options, [start, stop]: readonly [string, string]) => {
  const [low, high] = reverse ? [stop, start] : [start, stop];
  if (by === 'score') return scoreRange(low, high);
  if (by === 'lex') return lexRange(low, high);
  const wanted = [parseInteger(start), parseInteger(stop)] as const;
  return (zset: SortedSet): RankRange => {
    const { first, end } = rankRange(wanted, zset.size);
    return reverse ? { first: zset.size - end, end: zset.size - first } : { first, end };
  };
};

const limited = ({ first, end }: RankRange, { limit, reverse }: Options): RankRange => {
  if (limit === undefined) return { first, end };
  const [offset, count] = limit;
  if (offset < 0) return { first, end: first };
  const length = count < 0 ? end - first : count;
  if (!reverse) return { first: first + offset, end: Math.min(end, first + offset + length) };
  return { first: Math.max(first, end - offset - length), end: end - offset };
};

type Wanted = Readonly<{ key: string; ends: readonly [string, string]; options: Options }>;

const select = ({ db }: Call, { key, ends, options }: Wanted): readonly Scored[] => {
  const range = rangeOf(options, ends);
  const zset = db.get(key, 'zset');
  if (zset === undefined) return [];
  const { first, end } = limited(range(zset), options);
  const found = end > first ? zset.slice(first, end) : [];
  return options.reverse ? found.reverse() : found;
};

const answer = (found: readonly Scored[], { withScores }: Options): Reply =>
  withScores
    ? found.flatMap(({ member, score }) => [member, formatFloat(score)])
    : found.map(({ member }) => member);

const ranged = (name: string, fixed?: Partial<Options>): Command => ({
  name,
  arity: -4,
  keys: FIRST_KEY,
  run: (call, [key, start, stop, ...words]: ThreeMore) => {
    const options = readOptions(words, fixed);
    return answer(select(call, { key, ends: [start, stop], options }), options);
  },
});

const store = (call: Call, [target, key, start, stop, ...words]: readonly [...Four, ...string[]]): Reply => {
  const options = readOptions(words);
  if (options.withScores) throw syntaxError();
  const found = select(call, { key, ends: [start, stop], options });
  if (found.length === 0) call.db.remove(target);
  else {
    const value = new SortedSet();
    for (const { member, score } of found) value.put(member, score);
    call.db.put(target, { kind: 'zset', value });
  }
  return found.length;
};

export const zsetRangeCommands: readonly Command[] = [
  ranged('zrange'),
  ranged('zrevrange', { by: 'rank', reverse: true }),
  ranged('zrangebyscore', { by: 'score' }),
  ranged('zrevrangebyscore', { by: 'score', reverse: true }),
  ranged('zrangebylex', { by: 'lex' }),
  ranged('zrevrangebylex', { by: 'lex', reverse: true }),
  { name: 'zrangestore', arity: -5, flags: WRITE, keys: TWO_KEYS, run: store },
];
