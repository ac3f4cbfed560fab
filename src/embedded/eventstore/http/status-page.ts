// The status page: how the store does, on one screen, without a script needed to read it.

import { percentile } from '../operations/histogram.js';
import type { GroupOverview, Overview } from '../operations/overview.js';
import type { Second } from '../operations/rates.js';
import type { ProjectionStatus } from '../projections/projections.js';
import { bytes, count, duration, milliseconds } from './format.js';
import { markup, type Markup } from './markup.js';

const SPARK = { seconds: 60, height: 40, step: 4 };

/** Bars of the last minute, the newest at the right. */
const spark = (values: readonly number[], label: string): Markup => {
  const { seconds, height, step } = SPARK;
  const most = Math.max(1, ...values);
  const bars = values.map((value, n) => {
    const tall = value === 0 ? 0 : Math.max(1, Math.round((value / most) * (height - 2)));
    const x = (seconds - values.length + n) * step;
    return markup`<rect x="${x}" y="${height - 1 - tall}" width="${step - 1}" height="${tall}"/>`;
  });
  const ground = markup`<rect class="ground" x="0" y="${height - 1}" width="${seconds * step}" height="1"/>`;
  const box = `0 0 ${String(seconds * step)} ${String(height)}`;
  return markup`<svg class="spark" viewBox="${box}" preserveAspectRatio="none" role="img" aria-label="${label}">
${ground}${bars}</svg>`;
};

/** The mean of the last five seconds. */
const perSecond = (values: readonly number[]): number => {
  const recent = values.slice(-5);
  return recent.length === 0 ? 0 : recent.reduce((sum, value) => sum + value, 0) / recent.length;
};

const rateCard = (title: string, values: readonly number[]): Markup => markup`<section class="card rate">
<h2>${title}</h2>
<p class="number">${count(Math.round(perSecond(values)))} <small>per second</small></p>
${spark(values, `${title}, each second of the last minute, ${count(Math.max(0, ...values))} at most`)}
</section>`;

const summed = (seconds: readonly Second[]): readonly number[] =>
  (seconds[0]?.syncs ?? []).map((_zero, step) =>
    seconds.reduce((sum, { syncs }) => sum + (syncs[step] ?? 0), 0),
  );

const syncCard = (seconds: readonly Second[]): Markup => {
  const counts = summed(seconds);
  const [half, most] = [percentile(counts, 0.5), percentile(counts, 0.99)];
  const commits = seconds.map(({ syncs }) => syncs.reduce((sum, one) => sum + one, 0));
  return markup`<section class="card rate">
<h2>Commit to disk</h2>
<p class="number">${milliseconds(half)} <small>median, ${milliseconds(most)} p99</small></p>
${spark(commits, `Commits, each second of the last minute, ${count(Math.max(0, ...commits))} at most`)}
</section>`;
};

const fact = (name: string, value: string, more = ''): Markup =>
  markup`<div class="${more}"><dt>${name}</dt><dd>${value}</dd></div>`;

const facts = (all: Overview): Markup => markup`<section class="card wide" aria-label="The store">
<dl class="facts">
${fact('Events', count(all.events))}${fact('Streams', count(all.streams))}
${fact('Last position', count(all.lastPosition))}${fact('Data file', bytes(all.size))}
${fact('Subscribers', count(all.counters.subscriptions))}${fact('Memory', bytes(all.memory))}
${fact('Folder', all.folder, 'long')}${fact('Storage format', String(all.format))}
${fact('Appends since start', count(all.counters.appends))}
${fact('Refused', count([...all.counters.refused.values()].reduce((sum, one) => sum + one, 0)))}
</dl>
</section>`;

const groupRow = (group: GroupOverview): Markup => {
  const state = group.consumers === 0 ? 'off' : group.lag > 1_000 ? 'late' : 'good';
  return markup`<tr><td>${group.group}<br><small>${group.source}</small></td><td class="n">${group.consumers}</td>
<td class="n x">${count(group.inFlight)}</td><td class="n">${count(group.parked)}</td>
<td class="n ${state}">${count(group.lag)}</td></tr>`;
};

const groupsCard = (groups: readonly GroupOverview[]): Markup =>
  groups.length === 0
    ? markup`<section class="card"><h2>Persistent subscriptions</h2><p class="none">There are none.</p></section>`
    : markup`<section class="card"><h2>Persistent subscriptions</h2>
<div class="scroll"><table><thead><tr><th scope="col">Group and source</th>
<th scope="col" class="n">Consumers</th><th scope="col" class="n x">In flight</th><th scope="col" class="n">Parked</th>
<th scope="col" class="n">Lag</th></tr></thead><tbody>${groups.map(groupRow)}</tbody></table></div></section>`;

/** A name that may be broken after its underscores. */
const breakable = (name: string): readonly Markup[] =>
  name.split('_').map((part, n) => (n === 0 ? markup`${part}` : markup`_<wbr>${part}`));

const projectionRow = ({ name, isRunning, progress, written }: ProjectionStatus): Markup =>
  isRunning
    ? markup`<tr><td>${breakable(name)}</td><td class="good">Running</td><td class="n x">${progress.toFixed(1)} %</td>
<td class="n">${count(written)}</td></tr>`
    : markup`<tr><td>${breakable(name)}</td><td class="off">Off</td><td class="n x">–</td><td class="n">–</td></tr>`;

const projectionsCard = (projections: readonly ProjectionStatus[]): Markup =>
  markup`<section class="card"><h2>System projections</h2>
<div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">State</th>
<th scope="col" class="n x">Log read</th><th scope="col" class="n">Links written</th></tr></thead>
<tbody>${projections.map(projectionRow)}</tbody></table></div></section>`;

const body = (all: Overview): Markup => markup`${rateCard(
  'Events written',
  all.seconds.map(({ events }) => events),
)}
${rateCard(
  'Events sent',
  all.seconds.map(({ sent }) => sent),
)}
${syncCard(all.seconds)}
${facts(all)}
${groupsCard(all.groups)}
${projectionsCard(all.projections)}`;

/** The whole page; `login` is who looks, '' when nobody had to say. */
export const statusPage = (all: Overview, login: string): string => {
  const since = `Running for ${duration(Date.now() - all.startedAt)}${login === '' ? '' : `, seen by ${login}`}`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Embedded event store</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/style.css">
<script src="/live.js" defer></script>
</head>
<body>
<header class="bar"><img src="/icon.svg" alt="" width="28" height="28"><h1>Embedded event store</h1>
<p id="state">${since}</p></header>
<main>${body(all)}</main>
<footer>Compatible with the protocol of EventStoreDB clients. Numbers for machines: <a href="/metrics">/metrics</a></footer>
</body>
</html>
`.html;
};
