// The sections on lists and on the event index. Pure: figures in, text out.
import { ms, perSecond, spread, table } from './lib/text.mjs';

/** Milliseconds for first and for late pages, share of bare Koa, milliseconds of any filter. */
export const LIST_GOALS = { first: 6, late: 60, ratio: 0.7, filter: 200 };

const met = (text, holds) => `- ${text} (${holds ? 'met' : 'missed'})`;

const goalsOf = ({ name, page, ours, ratio }) => {
  const limit = page === 1 ? LIST_GOALS.first : LIST_GOALS.late;
  return [
    met(`${name}: p50 ${ms(ours.p50.median)} ms, goal ≤ ${limit} ms`, ours.p50.median <= limit),
    met(
      `${name}: ${ms(ratio.median)} of bare Koa, goal ≥ ${LIST_GOALS.ratio}`,
      ratio.median >= LIST_GOALS.ratio,
    ),
  ];
};

/** Both sections as text. */
export const listsText = ({ lists, filters }) => {
  const slowest = Math.max(...filters.results.map(({ p50 }) => p50));
  return `## Lists

\`GET /api/projects/?page=N\` (own and shared, newest change first, 20 a page) among ${lists.projects} projects, one connection,
one request after another. Every answer must have the projects a plain query finds, in that order, and say how many there are.
The baseline is a bare Koa route with the same query, pool and driver: nobody is signed in, and rows go out as they come. Median
of ${lists.rounds} rounds of ${lists.seconds} s (least–most), in turns. The rows were filled straight into Postgres in ${lists.fillSeconds.toFixed(0)} s, without the index
of words.

${table(
  ['', 'p50 ms', 'p99 ms', 'a second', 'bare: p50 ms', 'bare: a second', 'a second ÷ bare'],
  lists.results.map(({ name, ours, bare, ratio }) => [
    name,
    spread(ours.p50),
    spread(ours.p99),
    spread(ours.perSecond, perSecond),
    spread(bare.p50),
    spread(bare.perSecond, perSecond),
    spread(ratio),
  ]),
)}

Goals:

${lists.results.flatMap(goalsOf).join('\n')}

## Filters of the event index

\`GET /api/audit/events/?…&limit=50\` on ${filters.events} events, one request after another, half of them newest first, half oldest
first; each answer is compared with a plain query.

${table(
  ['Filter', 'Requests', 'p50 ms', 'p99 ms', 'longest ms'],
  filters.results.map(({ name, count, p50, p99, longest }) => [name, count, ms(p50), ms(p99), ms(longest)]),
)}

${met(`every filter ≤ ${LIST_GOALS.filter} ms: p50 of the slowest ${ms(slowest)} ms`, slowest <= LIST_GOALS.filter)}`;
};
