import { ReplyError } from '../protocol/reply.js';
import { readFloat } from './numbers.js';
import type { Scored, SortedSet } from './sorted-set.js';

/** A contiguous part of a sorted set, as ranks. */
export type RankRange = Readonly<{ first: number; end: number }>;

/** Cuts a part out of the order by its two ends; both must be monotonic along the order. */
type Ends = Readonly<{ reachesLow: (item: Scored) => boolean; passesHigh: (item: Scored) => boolean }>;

const cut = (zset: SortedSet, { reachesLow, passesHigh }: Ends): RankRange => ({
  first: zset.countBefore(reachesLow),
  end: zset.countBefore(passesHigh),
});

const scoreEnd = (text: string): Readonly<{ score: number; open: boolean }> => {
  const open = text.startsWith('(');
  const score = readFloat(open ? text.slice(1) : text);
  if (score === undefined) throw new ReplyError('ERR min or max is not a float');
  return { score, open };
};

/** `[a`, `(a`, `-` or `+`. */
type LexEnd = Readonly<{ member: string; open: boolean } | { infinite: 'low' | 'high' }>;

const lexEnd = (text: string): LexEnd => {
  if (text === '-') return { infinite: 'low' };
  if (text === '+') return { infinite: 'high' };
  if (text.startsWith('[')) return { member: text.slice(1), open: false };
  if (text.startsWith('(')) return { member: text.slice(1), open: true };
  throw new ReplyError('ERR min or max not valid string range item');
};

export type Ranged = (zset: SortedSet) => RankRange;

/** From `min` to `max` by score; `(` in front leaves the end itself out. Throws ReplyError. */
export const scoreRange = (min: string, max: string): Ranged => {
  const low = scoreEnd(min);
  const high = scoreEnd(max);
  return (zset) =>
    cut(zset, {
      reachesLow: ({ score }) => (low.open ? score > low.score : score >= low.score),
      passesHigh: ({ score }) => (high.open ? score >= high.score : score > high.score),
    });
};

/** From `min` to `max` by member, for sets whose scores are all equal. Throws ReplyError. */
export const lexRange = (min: string, max: string): Ranged => {
  const low = lexEnd(min);
  const high = lexEnd(max);
  return (zset) =>
    cut(zset, {
      reachesLow: ({ member }) => {
        if ('infinite' in low) return low.infinite === 'low';
        return low.open ? member > low.member : member >= low.member;
      },
      passesHigh: ({ member }) => {
        if ('infinite' in high) return high.infinite === 'low';
        return high.open ? member >= high.member : member > high.member;
      },
    });
};
