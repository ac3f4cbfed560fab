import { html, type Html } from '#platform/html.js';
import {
  countText,
  dollarText,
  durationText,
  exactText,
  shareText,
  signed,
  type NumberText,
} from '../charts/number-text.js';
import { answered, cost, costEach, meanTime, successRate } from './ai-rates.js';
import { compared, type Comparison } from './comparison.js';
import { aiIn, happened, isKnown, projects, total, type Numbers } from './numbers.js';
import type { Span } from './period.js';

/** What a change means: more is good, less is good, or neither. */
type Wish = 'more' | 'less' | 'none';

export interface Tile extends Comparison {
  readonly name: string;
  readonly text: NumberText;
  /** How a difference is said, if not like the number. */
  readonly changeText?: NumberText;
  readonly wish: Wish;
}

interface Kind extends Pick<Tile, 'name' | 'text' | 'changeText' | 'wish'> {
  readonly of: (numbers: Numbers, span: Span) => number | null;
}

const activeIn = ({ active, period, ...numbers }: Numbers, span: Span): number | null => {
  if (!isKnown({ active, period, ...numbers }, span)) return null;
  const wanted = span.from === period.from ? 2 : 1;
  return active.whole.find((row) => row.span === wanted)?.accounts ?? 0;
};

type OfAi = (totals: NonNullable<ReturnType<typeof aiIn>>) => number | null;

const ofAi =
  (number: OfAi) =>
  (numbers: Numbers, span: Span): number | null => {
    const totals = aiIn(numbers, span);
    return totals && number(totals);
  };

const pointText: NumberText = (share) => `${shareText(share).slice(0, -1)} points`;

const GROWTH: readonly Kind[] = [
  {
    name: 'Accounts',
    text: countText,
    wish: 'more',
    of: (numbers, span) => total(numbers, 'register', span),
  },
  {
    name: 'New accounts',
    text: countText,
    wish: 'more',
    of: (numbers, span) => happened(numbers, 'register', span),
  },
  { name: 'Active accounts', text: countText, wish: 'more', of: activeIn },
  { name: 'Projects', text: countText, wish: 'more', of: projects },
  {
    name: 'New projects',
    text: countText,
    wish: 'more',
    of: (numbers, span) => happened(numbers, 'project_create', span),
  },
];

const AI: readonly Kind[] = [
  { name: 'AI requests', text: countText, wish: 'more', of: ofAi(answered) },
  { name: 'Success rate', text: shareText, changeText: pointText, wish: 'more', of: ofAi(successRate) },
  { name: 'Mean time to answer', text: durationText, wish: 'less', of: ofAi(meanTime) },
  { name: 'AI cost', text: dollarText, wish: 'none', of: ofAi(cost) },
  { name: 'Cost per request', text: dollarText, wish: 'less', of: ofAi(costEach) },
];

const tilesOf =
  (kinds: readonly Kind[]) =>
  (numbers: Numbers): readonly Tile[] =>
    kinds.map(({ of, ...kind }) => {
      const { period } = numbers;
      return { ...kind, ...compared(of(numbers, period), of(numbers, period.previous)) };
    });

export const growthTiles = tilesOf(GROWTH);
export const aiTiles = tilesOf(AI);

const NOTHING = 0.0005;

/** A change that would be shown as 0.0%. */
const isTiny = ({ change, share }: Tile): boolean =>
  change === 0 || (share !== null && Math.abs(share) < NOTHING);

const toneOf = (tile: Tile): string => {
  const { change, wish } = tile;
  if (change === null || wish === 'none' || isTiny(tile)) return 'idle';
  return change > 0 === (wish === 'more') ? 'good' : 'bad';
};

const changeLine = (tile: Tile): Html => {
  const { before, change, share, text, changeText = text } = tile;
  if (before === null || change === null) return html`<dd class="change quiet">no data before</dd>`;
  if (isTiny(tile)) return html`<dd class="change quiet">about the same</dd>`;
  return html`<dd class="change">
    <span class="delta ${toneOf(tile)}">
      ${signed(change, changeText)} ${share !== null && html`<span>(${signed(share, shareText)})</span>`}
    </span>
    <span class="quiet">from ${text(before)}</span>
  </dd>`;
};

const tileBox = (tile: Tile): Html => {
  const { name, now, text } = tile;
  const exact = now !== null && text === countText ? exactText(now) : '';
  return html`<div class="card figure">
    <dt>${name}</dt>
    <dd title="${exact}">${now === null ? html`<span class="quiet">no data</span>` : text(now)}</dd>
    ${changeLine(tile)}
  </div>`;
};

/** Numbers with the ones of the period before, as boxes. */
export const tileList = (tiles: readonly Tile[]): Html =>
  html`<dl class="figures tiles">${tiles.map(tileBox)}</dl>`;
