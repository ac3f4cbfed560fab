import { ReplyError, syntaxError, wrongType, type Reply } from '../protocol/reply.js';
import { formatFloat, parseInteger, readFloat } from '../values/numbers.js';
import { SortedSet } from '../values/sorted-set.js';
import { WRITE, type Call, type Command, type OneMore, type TwoMore } from './command.js';

type Scores = ReadonlyMap<string, number>;
type Aggregate = (a: number, b: number) => number;
type Plan = {
  keys: readonly string[];
  weights: readonly number[];
  aggregate: Aggregate;
  withScores: boolean;
};

const AGGREGATES: Readonly<Record<string, Aggregate>> = {
  // Infinities that cancel each other are 0 by convention.
  sum: (a, b) => (Number.isNaN(a + b) ? 0 : a + b),
  min: Math.min,
  max: Math.max,
};

const weightOf = (text: string): number => {
  const weight = readFloat(text);
  if (weight === undefined) throw new ReplyError('ERR weight value is not a float');
  return weight;
};

/** A plain set counts with score 1 for each member. */
const scoresOf = ({ db }: Call, key: string, weight: number): Scores => {
  const content = db.entry(key)?.content;
  const weigh = (score: number): number => (Number.isNaN(score * weight) ? 0 : score * weight);
  if (content === undefined) return new Map();
  if (content.kind === 'set') return new Map([...content.value].map((member) => [member, weigh(1)]));
  if (content.kind !== 'zset') throw wrongType();
  return new Map(content.value.entries().map(({ member, score }) => [member, weigh(score)]));
};

const readPlan = (call: Call, [numkeys, ...rest]: OneMore, mayShowScores: boolean): Plan => {
  const name = (call.words[0] ?? '').toLowerCase();
  const count = parseInteger(numkeys);
  if (count < 1) throw new ReplyError(`ERR at least 1 input key is needed for '${name}' command`);
  if (count > rest.length) throw syntaxError();
  const plan: Plan = {
    keys: rest.slice(0, count),
    weights: [],
    aggregate: (a, b) => (Number.isNaN(a + b) ? 0 : a + b),
    withScores: false,
  };
  // A wrong kind is told before wrong options are.
  for (const key of plan.keys) scoresOf(call, key, 1);
  for (let at = count; at < rest.length; at += 1) {
    const option = (rest[at] ?? '').toLowerCase();
    if (option === 'withscores' && mayShowScores) plan.withScores = true;
    else if (option === 'weights' && rest.length > at + count) {
      plan.weights = rest.slice(at + 1, at + 1 + count).map(weightOf);
      at += count;
    } else if (option === 'aggregate') {
      at += 1;
      const aggregate = AGGREGATES[(rest[at] ?? '').toLowerCase()];
      if (aggregate === undefined) throw syntaxError();
      plan.aggregate = aggregate;
    } else throw syntaxError();
  }
  return plan;
};

type Combine = (sources: readonly Scores[], aggregate: Aggregate) => SortedSet;

const unite: Combine = (sources, aggregate) => {
  const result = new SortedSet();
  for (const source of sources) {
    for (const [member, score] of source) {
      const old = result.score(member);
      result.put(member, old === undefined ? score : aggregate(old, score));
    }
  }
  return result;
};

const intersect: Combine = ([first = new Map<string, number>(), ...others], aggregate) => {
  const result = new SortedSet();
  for (const [member, start] of first) {
    const scores = others.map((source) => source.get(member));
    if (scores.includes(undefined)) continue;
    result.put(
      member,
      scores.reduce<number>((sum, score) => aggregate(sum, score ?? 0), start),
    );
  }
  return result;
};

const subtract: Combine = ([first = new Map<string, number>(), ...others]) => {
  const result = new SortedSet();
  for (const [member, score] of first)
    if (!others.some((source) => source.has(member))) result.put(member, score);
  return result;
};

const combined = (call: Call, plan: Plan, combine: Combine): SortedSet =>
  combine(
    plan.keys.map((key, n) => scoresOf(call, key, plan.weights[n] ?? 1)),
    plan.aggregate,
  );

const read = (name: string, combine: Combine): Command => ({
  name,
  arity: -3,
  run: (call, args: TwoMore): Reply => {
    const plan = readPlan(call, args, true);
    const entries = combined(call, plan, combine).entries();
    return entries.flatMap(({ member, score }) =>
      plan.withScores ? [member, formatFloat(score)] : [member],
    );
  },
});

const store = (name: string, combine: Combine): Command => ({
  name,
  arity: -4,
  flags: WRITE,
  keys: [1, 1, 1],
  run: (call, [target, ...args]: readonly [string, ...TwoMore]): Reply => {
    const value = combined(call, readPlan(call, args, false), combine);
    if (value.size === 0) call.db.remove(target);
    else call.db.put(target, { kind: 'zset', value });
    return value.size;
  },
});

export const zsetAlgebraCommands: readonly Command[] = [
  read('zunion', unite),
  read('zinter', intersect),
  read('zdiff', subtract),
  store('zunionstore', unite),
  store('zinterstore', intersect),
  store('zdiffstore', subtract),
];
