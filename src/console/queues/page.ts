import { html, type Html } from '#platform/html.js';
import type { LivePart } from '../room.js';
import { badge, countText, durationText, timeOf, type Tone } from '../text.js';
import type { GivenUp, KindView, QueuesView, QueueView } from './view.js';

/** Due for longer than this, with nobody taking it, is late. */
const LATE_SECONDS = 30;

const number = (label: string, count: number, bad = false): Html =>
  html`<td data-label="${label}" class="number ${count === 0 && 'nil'}">
    ${count > 0 && bad ? html`<span class="text-bad">${countText(count)}</span>` : countText(count)}
  </td>`;

const stateOf = ({ bells, kinds }: QueueView): readonly [Tone, string] => {
  if (kinds.some(({ waiting }) => waiting > LATE_SECONDS)) return ['bad', 'late'];
  if (!bells) return ['warn', 'no bells'];
  if (bells.stalled > 0) return ['warn', 'stalled'];
  const open = kinds.some(({ pending, running }) => pending + running > 0);
  return open ? ['info', 'working'] : ['good', 'idle'];
};

const bellRow = (queue: QueueView): Html => {
  const { name, bells } = queue;
  const cells = bells
    ? html`${number('Waiting', bells.waiting)} ${number('Active', bells.active)}
      ${number('Delayed', bells.delayed)} ${number('Stalled', bells.stalled, true)}
      ${number('Failed', bells.failed, true)}`
    : html`<td colspan="5" class="text-bad">Redis does not answer</td>`;
  return html`<tr>
    <td data-label="State" class="beside">${badge(...stateOf(queue))}</td>
    <th scope="row"><bdi>${name}</bdi></th>
    ${cells}
  </tr>`;
};

const kindRow = (queue: string, one: KindView): Html =>
  html`<tr>
    <th scope="row"><bdi>${one.kind}</bdi></th>
    <td data-label="Queue"><bdi>${queue}</bdi></td>
    ${number('Pending', one.pending)} ${number('Running', one.running)} ${number('Due', one.due)}
    <td data-label="Oldest due" class="number ${one.due === 0 && 'nil'}">
      ${one.due === 0 ? html`<span class="quiet">none</span>` : durationText(one.waiting)}
    </td>
    ${number('Given up', one.givenUp)}
  </tr>`;

const retryForm = (key: string, formToken: Html): Html =>
  html`<form method="post" action="/console/queues/retry">
    ${formToken}<input type="hidden" name="key" value="${key}" />
    <button type="submit" class="secondary" aria-label="Retry ${key}">Retry</button>
  </form>`;

const givenUpRow = ({ key, kind, state, code, tries, at, retryable }: GivenUp, formToken: Html): Html =>
  html`<tr>
    <th scope="row" class="long"><bdi>${key}</bdi></th>
    <td data-label="Kind"><bdi>${kind}</bdi></td>
    <td data-label="State">${state}</td>
    <td data-label="Why"><code>${code}</code></td>
    <td data-label="Tries" class="number">${countText(tries)}</td>
    <td data-label="Since">${timeOf(at)}</td>
    <td data-label="Retry">
      ${retryable ? retryForm(key, formToken) : html`<span class="quiet">ended for good</span>`}
    </td>
  </tr>`;

const COUNTS = ['Waiting', 'Active', 'Delayed', 'Stalled', 'Failed', 'Pending', 'Running', 'Due'];
const NUMBERS = new Set([...COUNTS, 'Oldest due', 'Given up', 'Tries']);

const table = (label: string, columns: readonly string[], rows: readonly Html[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table class="stacks">
      <thead>
        <tr>
          ${columns.map((name) => html`<th scope="col" class="${NUMBERS.has(name) ? 'number' : ''}">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

const empty = (what: string, hint: string): Html =>
  html`<p class="empty"><strong>${what}</strong> ${hint}</p>`;

const BELLS = ['State', 'Queue', 'Waiting', 'Active', 'Delayed', 'Stalled', 'Failed'];
const KINDS = ['Effect', 'Queue', 'Pending', 'Running', 'Due', 'Oldest due', 'Given up'];
const GIVEN_UP = ['Effect', 'Kind', 'State', 'Why', 'Tries', 'Since', 'Retry'];

const away = ({ queues }: QueuesView): Html | false =>
  queues.some(({ bells }) => bells === null) &&
  html`<p class="notice bad" role="alert">
    <strong>Redis does not answer</strong>
    <span
      >Nothing is lost: what is to be done stands in the table below. It comes late until Redis is back.</span
    >
  </p>`;

/** The parts of the page, which change while somebody looks. */
export const queueParts = (view: QueuesView, formToken: Html): readonly LivePart[] => {
  const { queues, givenUp } = view;
  const kinds = queues.flatMap(({ name, kinds: own }) => own.map((one) => kindRow(name, one)));
  return [
    { id: 'away', content: html`${away(view)}` },
    { id: 'bells', content: table('Bells', BELLS, queues.map(bellRow)) },
    { id: 'kinds', content: table('Effects', KINDS, kinds) },
    {
      id: 'given-up',
      content:
        givenUp.length === 0
          ? empty('Nothing was given up.', 'Effects that fail for good show here, with why.')
          : table(
              'Given up',
              GIVEN_UP,
              givenUp.map((one) => givenUpRow(one, formToken)),
            ),
    },
  ];
};

type Head = readonly [id: string, title: string, note: string];

const section = ([id, title, note]: Head, content: Html | undefined): Html =>
  html`<section class="card flush" aria-labelledby="${id}-title">
    <div class="head">
      <h2 id="${id}-title">${title}</h2>
      <small class="quiet">${note}</small>
    </div>
    <div id="${id}">${content}</div>
  </section>`;

export const queuesContent = (view: QueuesView, formToken: Html): Html => {
  const [awayPart, bells, kinds, givenUp] = queueParts(view, formToken).map(({ content }) => content);
  return html`<div id="away">${awayPart}</div>
    ${section(['kinds', 'Effects', 'the truth: a table in Postgres'], kinds)}
    ${section(['bells', 'Bells', 'hints: jobs in Redis, of the same names'], bells)}
    ${section(['given-up', 'Given up', 'a retry has a fresh budget'], givenUp)}`;
};
