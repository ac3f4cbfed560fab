// How the pages of the benchmarks write figures: one form for all of them.

/** Milliseconds: two digits after the point where they matter. */
export const ms = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(1));

export const perSecond = (value) => value.toFixed(0);

/** A figure over rounds: `median (least–most)`. */
export const spread = ({ median, least, most }, show = ms) =>
  `${show(median)} (${show(least)}–${show(most)})`;

/** A table in Markdown; all columns but the first are figures. */
export const table = (head, rows) =>
  [head, head.map((_, at) => (at === 0 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

/** A goal, its figure and whether it is met. */
export const met = (name, value, goal, atMost = false) => {
  const holds = atMost ? value <= goal : value >= goal;
  return `- ${name}: ${value.toFixed(2)}, goal ${atMost ? '≤' : '≥'} ${goal} (${holds ? 'met' : 'missed'})`;
};
