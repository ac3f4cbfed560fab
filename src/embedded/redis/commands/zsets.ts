import { type Reply } from '../protocol/reply.js';
import { formatFloat } from '../values/numbers.js';
import { lexRange, scoreRange, type Ranged } from '../values/score-range.js';
import {
  FIRST_KEY,
  type Call,
  type Command,
  type One,
  type Three,
  type Two,
  type TwoMore,
} from './command.js';

const scoreText = (score: number | undefined): string | null =>
  score === undefined ? null : formatFloat(score);

const count =
  (ranged: (min: string, max: string) => Ranged) =>
  ({ db }: Call, [key, min, max]: Three): Reply => {
    const range = ranged(min, max);
    const zset = db.get(key, 'zset');
    if (zset === undefined) return 0;
    const { first, end } = range(zset);
    return Math.max(0, end - first);
  };

const reverseRank = ({ db }: Call, [key, member]: Two): Reply => {
  const zset = db.get(key, 'zset');
  const rank = zset?.rank(member);
  return zset === undefined || rank === undefined ? null : zset.size - 1 - rank;
};

export const zsetCommands: readonly Command[] = [
  { name: 'zcard', arity: 2, keys: FIRST_KEY, run: ({ db }, [key]: One) => db.get(key, 'zset')?.size ?? 0 },
  {
    name: 'zscore',
    arity: 3,
    keys: FIRST_KEY,
    run: ({ db }, [key, member]: Two) => scoreText(db.get(key, 'zset')?.score(member)),
  },
  {
    name: 'zmscore',
    arity: -3,
    keys: FIRST_KEY,
    run: ({ db }, [key, ...members]: TwoMore) => {
      const zset = db.get(key, 'zset');
      return members.map((member) => scoreText(zset?.score(member)));
    },
  },
  {
    name: 'zrank',
    arity: 3,
    keys: FIRST_KEY,
    run: ({ db }, [key, member]: Two) => db.get(key, 'zset')?.rank(member) ?? null,
  },
  { name: 'zrevrank', arity: 3, keys: FIRST_KEY, run: reverseRank },
  { name: 'zcount', arity: 4, keys: FIRST_KEY, run: count(scoreRange) },
  { name: 'zlexcount', arity: 4, keys: FIRST_KEY, run: count(lexRange) },
];
