import type { AuditEvent } from '#audit/audit-event.js';
import { differences, type Difference } from '#audit/difference.js';
import type { TimeLineEntry } from '#audit/time-line.js';
import type { JsonValue } from '#domain/kit/json.js';
import { html, type Html } from '#platform/html.js';
import { dataBlock, jsonText } from './data-block.js';
import { eventFacts, instantText, typeTag } from './event-row.js';
import { anchorOf, eventsBy, TIME_LINE_PAGE, timeLineOf } from './links.js';
import { looking, revealForm } from './look.js';

/** One event of the stream; `states` is absent when they could not be made. */
export interface Step {
  readonly event: AuditEvent;
  readonly states: TimeLineEntry | undefined;
}

export interface TimeLineView {
  readonly stream: string;
  readonly steps: readonly Step[];
  /** Revision of the first event of the page. */
  readonly from: number;
  readonly isLast: boolean;
  readonly personal: boolean;
  /** Why there are no states; undefined when there are. */
  readonly failure: string | undefined;
  readonly formToken: Html;
}

const MOST_DIFFERENCES = 100;
const WORDS = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const;

const kindOf = ({ before, after }: Difference): keyof typeof WORDS => {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
};

const side = (value: JsonValue | undefined, name: 'was' | 'is'): Html | false =>
  value !== undefined && html`<pre class="${name}" dir="ltr">${jsonText(value)}</pre>`;

const differenceRow = ({ path, before, after }: Difference): Html =>
  html`<tr>
    <th scope="row">
      <code>${path.join('.') || 'all of it'}</code>
      <span class="visually-hidden">${WORDS[kindOf({ path, before, after })]}</span>
    </th>
    <td class="long">${side(before, 'was')} ${side(after, 'is')}</td>
  </tr>`;

const differenceTable = (found: readonly Difference[]): Html => {
  if (found.length === 0) return html`<p class="quiet">It changed nothing that is shown in the state.</p>`;
  const left = found.length - MOST_DIFFERENCES;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Difference">
      <table class="differences">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before and after</th>
          </tr>
        </thead>
        <tbody>
          ${found.slice(0, MOST_DIFFERENCES).map(differenceRow)}
        </tbody>
      </table>
    </div>
    ${left > 0 && html`<p class="quiet">And ${left} more.</p>`}`;
};

/** What a stream is before its first event is nothing anybody saw. */
const changesOf = ({ revision, before, after }: TimeLineEntry): readonly Difference[] => {
  const found = differences(before, after);
  return revision > 0 ? found : found.map((difference) => ({ ...difference, before: undefined }));
};

const statesOf = (entry: TimeLineEntry): Html =>
  html`<h4>What it changed</h4>
    ${differenceTable(changesOf(entry))}
    <details>
      <summary>State after it</summary>
      ${dataBlock(entry.after)}
    </details>`;

const step = ({ event, states }: Step): Html =>
  html`<li class="step" id="${anchorOf(event.revision)}">
    <article class="card" aria-label="${event.type}, revision ${event.revision}">
      <header class="head">
        <h3>
          <a class="revision number" href="#${anchorOf(event.revision)}">${event.revision}</a>
          ${typeTag(event)}
        </h3>
        ${instantText(event.at)}
      </header>
      <div class="halves">
        <div class="stack-small">
          <h4>What it says</h4>
          ${dataBlock(event.data ?? null)}
          <details>
            <summary>All parts</summary>
            ${eventFacts(event)}
          </details>
        </div>
        <div class="stack-small">${states && statesOf(states)}</div>
      </div>
    </article>
  </li>`;

const pager = ({ stream, from, isLast, steps }: TimeLineView): Html => {
  const before = Math.max(0, from - TIME_LINE_PAGE);
  const base = timeLineOf(stream);
  const link = (text: string, there: boolean, href: string): Html =>
    there
      ? html`<a class="button" href="${href}">${text}</a>`
      : html`<span class="button" aria-disabled="true">${text}</span>`;
  const last = steps.at(-1)?.event.revision ?? from;
  return html`<nav class="row pager" aria-label="Pages">
    ${link('← Earlier', from > 0, before === 0 ? base : `${base}?from=${before}`)}
    <span class="quiet">Revisions ${from} to ${last}</span>
    ${link('Later →', !isLast, `${base}?from=${last + 1}`)}
  </nav>`;
};

const tools = ({ stream }: TimeLineView): Html => {
  const files = `${timeLineOf(stream)}/export`;
  return html`<div class="row">
    <a class="button" href="${eventsBy('stream', stream)}">In the list of events</a>
    <a class="button" href="${files}?format=ndjson" download>Export NDJSON</a>
    <a class="button" href="${files}?format=csv" download>Export CSV</a>
  </div>`;
};

const failureLine = (failure: string): Html =>
  html`<p class="notice warn" role="status">
    <strong>States cannot be shown</strong> <span>${failure}</span>
  </p>`;

/** A stream from its beginning: each event with what it says, what it changed, and the state after it. */
export const timeLinePage = (view: TimeLineView): Html => {
  const { stream, steps, from, personal, failure, formToken } = view;
  const base = timeLineOf(stream);
  const here = from === 0 ? base : `${base}?from=${from}`;
  return html`${personal && looking(here)} ${failure !== undefined && failureLine(failure)} ${tools(view)}
    <ol class="time-line">
      ${steps.map(step)}
    </ol>
    ${pager(view)} ${!personal && revealForm({ action: here, formToken, files: `${base}/export` })}`;
};
