import { countText, dollarText, durationText, shareText } from '../charts/number-text.js';
import type { Series, TimeChart } from '../charts/time-chart.js';
import { answered, cost, meanTime, successRate } from './ai-rates.js';
import { aiIn, happened, isKnown, projects, total, type Numbers } from './numbers.js';
import { stretchesOf, type Stretch } from './period.js';

type Value = (stretch: Stretch, index: number) => number | null;
type Totals = NonNullable<ReturnType<typeof aiIn>>;

const BEFORE = { name: 'Period before', kind: 'before', tone: 6 } as const;

const now = ({ period }: Numbers, value: Value): Series['values'] => stretchesOf(period).map(value);
const before = ({ period }: Numbers, value: Value): Series['values'] =>
  stretchesOf(period.previous).map(value);

type Named = Pick<Series, 'name' | 'kind' | 'tone'>;

/** The numbers of the period, and a thin line for those of the one before. */
const withBefore = (numbers: Numbers, named: Named, value: Value): readonly Series[] => [
  { ...named, values: now(numbers, value) },
  { ...BEFORE, values: before(numbers, value) },
];

const ofAi =
  (numbers: Numbers, number: (totals: Totals) => number | null): Value =>
  (stretch) => {
    const totals = aiIn(numbers, stretch);
    return totals && number(totals);
  };

const active = (numbers: Numbers, when: 'now' | 'before'): Value => {
  const found = new Map(numbers.active[when].map(({ span, accounts }) => [span, accounts]));
  return (stretch, index) => (isKnown(numbers, stretch) ? (found.get(index + 1) ?? 0) : null);
};

const dates = ({ period }: Numbers): Pick<TimeChart, 'labels' | 'ticks'> => {
  const stretches = stretchesOf(period);
  return { labels: stretches.map(({ label }) => label), ticks: stretches.map(({ tick }) => tick) };
};

type Chart = (numbers: Numbers) => TimeChart;

const COUNTED = { text: countText, least: 1 } as const;

const newAccounts: Chart = (numbers) => ({
  ...dates(numbers),
  ...COUNTED,
  id: 'new-accounts',
  title: 'New accounts',
  summary: 'People who registered.',
  series: withBefore(numbers, { name: 'New accounts', kind: 'columns', tone: 1 }, (days) =>
    happened(numbers, 'register', days),
  ),
});

const activeAccounts: Chart = (numbers) => ({
  ...dates(numbers),
  ...COUNTED,
  id: 'active-accounts',
  title: 'Active accounts',
  summary: 'Different accounts that opened or prolonged a session.',
  series: [
    { name: 'Active accounts', kind: 'line', tone: 2, values: now(numbers, active(numbers, 'now')) },
    { ...BEFORE, values: before(numbers, active(numbers, 'before')) },
  ],
});

const totals: Chart = (numbers) => ({
  ...dates(numbers),
  ...COUNTED,
  id: 'totals',
  title: 'Accounts and projects in all',
  summary: 'Accounts that ever registered, and projects that exist.',
  series: [
    {
      name: 'Accounts',
      kind: 'line',
      tone: 1,
      values: now(numbers, (days) => total(numbers, 'register', days)),
    },
    { name: 'Projects', kind: 'line', tone: 3, values: now(numbers, (days) => projects(numbers, days)) },
  ],
});

const newProjects: Chart = (numbers) => ({
  ...dates(numbers),
  ...COUNTED,
  id: 'new-projects',
  title: 'New projects',
  summary: 'Projects that were created, copies included.',
  series: withBefore(numbers, { name: 'New projects', kind: 'columns', tone: 3 }, (days) =>
    happened(numbers, 'project_create', days),
  ),
});

const requests: Chart = (numbers) => ({
  ...dates(numbers),
  ...COUNTED,
  id: 'ai-requests',
  title: 'AI requests',
  summary: 'Requests that were answered, well or not, on the day of the answer.',
  series: [
    {
      name: 'Completed',
      kind: 'columns',
      tone: 2,
      values: now(
        numbers,
        ofAi(numbers, ({ completed }) => completed),
      ),
    },
    {
      name: 'Failed',
      kind: 'columns',
      tone: 5,
      values: now(
        numbers,
        ofAi(numbers, ({ failed }) => failed),
      ),
    },
    { ...BEFORE, values: before(numbers, ofAi(numbers, answered)) },
  ],
});

const costs: Chart = (numbers) => ({
  ...dates(numbers),
  id: 'ai-cost',
  title: 'AI cost',
  summary: 'What the answers cost, in US dollars.',
  text: dollarText,
  series: withBefore(numbers, { name: 'Cost', kind: 'columns', tone: 4 }, ofAi(numbers, cost)),
});

const times: Chart = (numbers) => ({
  ...dates(numbers),
  id: 'ai-time',
  title: 'Mean time to answer',
  summary: 'Of all requests that were answered, well or not.',
  text: durationText,
  series: withBefore(numbers, { name: 'Mean time', kind: 'line', tone: 1 }, ofAi(numbers, meanTime)),
});

const success: Chart = (numbers) => ({
  ...dates(numbers),
  id: 'ai-success',
  title: 'Success rate',
  summary: 'Share of the answered requests that were answered well.',
  text: shareText,
  least: 0.25,
  series: withBefore(numbers, { name: 'Success rate', kind: 'line', tone: 3 }, ofAi(numbers, successRate)),
});

/** How accounts and projects grew. */
export const growthCharts = (numbers: Numbers): readonly TimeChart[] =>
  [newAccounts, activeAccounts, totals, newProjects].map((chart) => chart(numbers));

/** What the AI did, how well, how fast and for how much. */
export const aiCharts = (numbers: Numbers): readonly TimeChart[] =>
  [requests, costs, times, success].map((chart) => chart(numbers));
