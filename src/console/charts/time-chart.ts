import { html, type Html } from '#platform/html.js';
import type { NumberText } from './number-text.js';
import { scaleFor, type Scale } from './scale.js';

/** A line (with the area below it), columns (stacked when there are several), or a thin dashed line. */
export type SeriesKind = 'line' | 'columns' | 'before';

export interface Series {
  readonly name: string;
  readonly kind: SeriesKind;
  /** Colour of the theme, 1 to 6. */
  readonly tone: number;
  /** One for each stretch; null where there is no number. Not negative. */
  readonly values: readonly (number | null)[];
}

export interface TimeChart {
  /** Unique on the page; names the parts of the chart. */
  readonly id: string;
  readonly title: string;
  /** What a reader who sees no picture should know. */
  readonly summary: string;
  /** Names of the stretches of time, oldest first. */
  readonly labels: readonly string[];
  /** Short names of the same, for the axis. */
  readonly ticks: readonly string[];
  readonly series: readonly Series[];
  readonly text: NumberText;
  /** The smallest step of the scale; 1 for things that are counted. */
  readonly least?: number;
}

/** Pixels from top to bottom; from left to right the picture is as wide as there is room. */
const HEIGHT = 220;
const PLOT = { top: 18, bottom: 194 };
const WIDE = 1000;
const MOST_LABELS = 5;

const depth = PLOT.bottom - PLOT.top;
const round = (value: number): number => Math.round(value * 100) / 100;
const down = (scale: Scale, value: number): number => round(depth * (1 - scale.share(value)));
const middle = (index: number, count: number): number => round(((index + 0.5) / count) * WIDE);

/** Runs of values without a gap, each with the index of its first one. */
const runsOf = (values: readonly (number | null)[]): readonly (readonly [number, readonly number[]])[] => {
  const runs: [number, number[]][] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    const before = values[index - 1];
    if (index > 0 && before !== null && before !== undefined) runs.at(-1)?.[1].push(value);
    else runs.push([index, [value]]);
  });
  return runs;
};

/** A single point is a line of no length: its round ends show it. */
const lineOf = ({ values, kind, tone }: Series, scale: Scale): readonly Html[] =>
  runsOf(values).map(([first, run]) => {
    const points = run.map((value, index) => [middle(first + index, values.length), down(scale, value)]);
    const line = points.map((point) => point.join(' ')).join('L');
    const dot = run.length === 1 ? 'h0' : '';
    const [left, right] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
    const area =
      kind === 'line' &&
      html`<path class="area tone-${tone}" d="M${left} ${depth}L${line}L${right} ${depth}Z" />`;
    const drawn = (name: string): Html =>
      html`<path
        class="${name}${run.length === 1 && ' dot'} tone-${tone}"
        d="M${line}${dot}"
        vector-effect="non-scaling-stroke"
      />`;
    // A thin line stays visible on columns.
    return html`${area} ${kind === 'before' && drawn('halo')} ${drawn(kind)}`;
  });

const columnsOf = (stacked: readonly Series[], scale: Scale, count: number): readonly Html[] => {
  const room = WIDE / count;
  const width = round(Math.max(room * 0.7, room - 12));
  return Array.from({ length: count }, (_, index) => {
    let below = 0;
    return stacked.map(({ tone, values }) => {
      const value = values[index] ?? 0;
      const top = down(scale, below + value);
      const height = round(down(scale, below) - top);
      below += value;
      const left = round(middle(index, count) - width / 2);
      return (
        value > 0 &&
        html`<rect
          class="column tone-${tone}"
          x="${left}"
          y="${top}"
          width="${width}"
          height="${Math.max(height, 1)}"
        />`
      );
    });
  }).map((parts) => html`${parts}`);
};

/** What a stretch says when it is pointed at. */
const hitsOf = ({ labels, series, text }: TimeChart): readonly Html[] =>
  labels.map((label, index) => {
    const values = series.map(({ name, values: all }) => {
      const value = all[index] ?? null;
      return `\n${name}: ${value === null ? 'no data' : text(value)}`;
    });
    const left = round((index / labels.length) * WIDE);
    return html`<rect class="hit" x="${left}" y="0" width="${round(WIDE / labels.length)}" height="${depth}">
      <title>${label}${values.join('')}</title>
    </rect>`;
  });

/** Which labels fit: the first, the last, and some between. */
const shownLabels = (count: number): readonly number[] => {
  if (count === 0) return [];
  const step = Math.max(1, Math.ceil((count - 1) / (MOST_LABELS - 1)));
  const some = Array.from({ length: count }, (_, index) => index).filter((index) => index % step === 0);
  const last = count - 1;
  return some.includes(last) ? some : [...some.filter((index) => last - index >= step * 0.6), last];
};

const anchorOf = (index: number, count: number): string => {
  if (count > 1 && index === 0) return 'start';
  return count > 1 && index === count - 1 ? 'end' : 'middle';
};

const labelsOf = (labels: readonly string[]): readonly Html[] =>
  shownLabels(labels.length).map((index) => {
    const anchor = anchorOf(index, labels.length);
    const at = { start: 0, middle: ((index + 0.5) / labels.length) * 100, end: 100 }[anchor] ?? 0;
    return html`<text class="tick" x="${round(at)}%" y="${HEIGHT - 6}" text-anchor="${anchor}">
      ${labels[index]}
    </text>`;
  });

const gridOf = (scale: Scale): readonly Html[] =>
  scale.ticks.map((tick) => {
    const y = PLOT.top + down(scale, tick);
    return html`<line class="grid-line" x1="0" x2="100%" y1="${y}" y2="${y}" />`;
  });

const AXIS_WIDTH = 48;

/** The values of the scale, beside the picture; readers of the table need none. */
const axisOf = (scale: Scale, text: NumberText): Html =>
  html`<svg class="chart axis" width="${AXIS_WIDTH}" height="${HEIGHT}" aria-hidden="true">
    ${scale.ticks.map(
      (tick) =>
        html`<text
          class="tick"
          x="${AXIS_WIDTH - 8}"
          y="${PLOT.top + down(scale, tick) + 4}"
          text-anchor="end"
        >
          ${text(tick)}
        </text>`,
    )}
  </svg>`;

const scaleOf = ({ series, labels, least }: TimeChart): Scale => {
  const stacked = series.filter(({ kind }) => kind === 'columns');
  const sums = labels.map((_, index) => stacked.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const lines = series.filter(({ kind }) => kind !== 'columns').flatMap(({ values }) => values);
  return scaleFor([...sums, ...lines.filter((value) => value !== null)], least);
};

/** True when there is not one number to show. */
export const isEmpty = ({ series }: Pick<TimeChart, 'series'>): boolean =>
  series.every(({ values }) => values.every((value) => value === null));

/** The picture: an SVG that is as wide as there is room, with its texts in their own size. */
export const timeChart = (chart: TimeChart): Html => {
  const { id, title, summary, labels, ticks, series, text } = chart;
  const scale = scaleOf(chart);
  const columns = series.filter(({ kind }) => kind === 'columns');
  // What counts is drawn last.
  const lines = ['before', 'line'].flatMap((wanted) => series.filter(({ kind }) => kind === wanted));
  return html`<div class="plot">
    ${axisOf(scale, text)}<svg
      class="chart"
      width="100%"
      height="${HEIGHT}"
      role="img"
      aria-labelledby="${id}-t ${id}-d"
    >
      <title id="${id}-t">${title}</title>
      <desc id="${id}-d">${summary}</desc>
      ${gridOf(scale)}
      <svg
        x="0"
        y="${PLOT.top}"
        width="100%"
        height="${depth}"
        viewBox="0 0 ${WIDE} ${depth}"
        preserveAspectRatio="none"
      >
        ${columnsOf(columns, scale, labels.length)} ${lines.map((each) => lineOf(each, scale))}
        ${hitsOf(chart)}
      </svg>
      ${labelsOf(ticks)}
    </svg>
  </div>`;
};
