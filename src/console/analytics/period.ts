import { dayOf } from '#domain/kit/values.js';

const DAY_MS = 86_400_000;
const MOST_DAYS = 1_096;

/** Ranges that need no dates: name in the address, what people read, days up to today. */
export const RANGES = [
  { key: '7d', title: '7 days', days: 7 },
  { key: '30d', title: '30 days', days: 30 },
  { key: '90d', title: '90 days', days: 90 },
  { key: '12m', title: '12 months', days: 365 },
] as const;
const USUAL = RANGES[1];

/** UTC days, both included: `2026-02-08`. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

export interface Period extends Span {
  /** Name of the range in the address; `custom` when it has dates. */
  readonly key: string;
  readonly title: string;
  /** The same number of days just before. */
  readonly previous: Span;
}

/** A day so many days later; earlier when negative. */
export const dayAfter = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(day) + days * DAY_MS).toISOString());

const daysIn = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;

const spanTo = (to: string, days: number): Span => ({ from: dayAfter(to, 1 - days), to, days });

const withPrevious = (span: Span, named: Pick<Period, 'key' | 'title'>): Period => ({
  ...named,
  ...span,
  previous: spanTo(dayAfter(span.from, -1), span.days),
});

const DAY = /^\d{4}-\d\d-\d\d$/;
const FIRST = '1970-01-01';

/** The day as the calendar has it; undefined for a text that names none. */
const dayIn = (text: string | null): string | undefined => {
  if (text === null || !DAY.test(text) || Number.isNaN(Date.parse(text))) return undefined;
  const day = dayOf(new Date(text).toISOString());
  return day === text && day >= FIRST ? day : undefined;
};

export interface Asked {
  readonly period: Period;
  /** What was not understood, and what is shown instead. */
  readonly problem?: string;
}

const usual = (today: string): Period => withPrevious(spanTo(today, USUAL.days), USUAL);

const custom = (from: string | null, to: string | null, today: string): Asked => {
  const [first, last] = [dayIn(from), dayIn(to)];
  const instead = `The last ${USUAL.title} are shown instead.`;
  if (!first || !last)
    return { period: usual(today), problem: `A range needs two days such as 2026-02-08. ${instead}` };
  if (first > last) return { period: usual(today), problem: `The range ends before it begins. ${instead}` };
  const days = daysIn(first, last);
  if (days > MOST_DAYS)
    return { period: usual(today), problem: `A range is at most ${MOST_DAYS} days long. ${instead}` };
  return { period: withPrevious({ from: first, to: last, days }, { key: 'custom', title: 'Custom' }) };
};

/** The period an address asks for: `range=30d`, or `range=custom&from=2026-01-01&to=2026-01-31`. */
export const periodIn = (query: URLSearchParams, at: string): Asked => {
  const today = dayOf(at);
  const key = query.get('range') ?? USUAL.key;
  if (key === 'custom') return custom(query.get('from'), query.get('to'), today);
  const range = RANGES.find((each) => each.key === key);
  if (range) return { period: withPrevious(spanTo(today, range.days), range) };
  const known = RANGES.map((each) => each.key).join(', ');
  return { period: usual(today), problem: `There is no such range. Known are ${known} and custom.` };
};

/** A stretch of a period: one point of a chart. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Its first day, short. */
  readonly tick: string;
}

const DAILY = 92;
const WEEKLY = 400;
const WEEK = 7;
const FOUR_WEEKS = 28;

/** Days of a point, so that a chart has as many points as can be told apart. */
const stretchDays = ({ days }: Pick<Span, 'days'>): number => {
  if (days <= DAILY) return 1;
  return days <= WEEKLY ? WEEK : FOUR_WEEKS;
};

const name = new Intl.DateTimeFormat('en', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: '2-digit',
});
const shortName = new Intl.DateTimeFormat('en', { timeZone: 'UTC', day: 'numeric', month: 'short' });

const labelOf = (from: string, to: string): string =>
  from === to ? shortName.format(Date.parse(from)) : name.formatRange(Date.parse(from), Date.parse(to));

const monthName = new Intl.DateTimeFormat('en', { timeZone: 'UTC', month: 'short', year: 'numeric' });

const tickOf = (from: string, size: number): string =>
  (size === 1 ? shortName : monthName).format(Date.parse(from));

/** The points of a chart over the span, counted back from its last day; the first one may be shorter. */
export const stretchesOf = (span: Span): readonly Stretch[] => {
  const size = stretchDays(span);
  const count = Math.ceil(span.days / size);
  return Array.from({ length: count }, (_, index) => {
    const to = dayAfter(span.to, -(count - 1 - index) * size);
    const begin = dayAfter(to, 1 - size);
    const from = begin < span.from ? span.from : begin;
    return { from, to, label: labelOf(from, to), tick: tickOf(from, size) };
  });
};
