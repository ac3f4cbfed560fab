import type { AuditEvent } from '#audit/audit-event.js';
import { html, type Html } from '#platform/html.js';
import type { EventList } from './event-list.js';
import { eventRows } from './event-row.js';
import { filterForm } from './filter-form.js';
import { EVENTS, EXPORT } from './links.js';
import { looking, revealForm } from './look.js';
import { addressOf, orderOf, type Question, type Understood } from './question.js';

export interface EventsView {
  readonly understood: Understood;
  readonly list: Pick<EventList, 'next' | 'back'>;
  readonly events: readonly AuditEvent[];
  readonly personal: boolean;
  readonly formToken: Html;
}

/** Element whose content is live. */
export const LIST_ID = 'event-list';

const WORDS = { newest: ['Newer', 'Older'], oldest: ['Older', 'Newer'] } as const;
const HERE = { cursor: undefined, until: undefined } as const;

const pager = (question: Question, { next, back }: EventsView['list']): Html => {
  const [backwards, onwards] = WORDS[orderOf(question)];
  const link = (text: string, place: string | undefined, name: 'cursor' | 'until'): Html =>
    place === undefined
      ? html`<span class="button" aria-disabled="true">${text}</span>`
      : html`<a class="button" href="${addressOf(EVENTS, question, { ...HERE, [name]: place })}">${text}</a>`;
  return html`<nav class="row pager" aria-label="Pages">
    ${
      (question.cursor ?? question.until) !== undefined &&
      html`<a class="button plain" href="${addressOf(EVENTS, question, HERE)}">First page</a>`
    }
    ${link(`← ${backwards}`, back, 'until')} ${link(`${onwards} →`, next, 'cursor')}
  </nav>`;
};

const empty = (isLive: boolean): Html =>
  html`<p class="empty">
    <strong>No such event${isLive ? ' yet' : ''}</strong>
    ${isLive ? 'Events show up here as they happen.' : 'Take a filter away, or ask for another time.'}
  </p>`;

/** The list, or that there is none. */
export const listContent = (events: readonly AuditEvent[], isLive: boolean): Html =>
  events.length === 0 ? empty(isLive) : eventRows(events);

const fileLinks = (question: Question): Html => {
  const link = (format: 'ndjson' | 'csv', text: string): Html =>
    html`<a
      class="button"
      href="${addressOf(EXPORT, question, { ...HERE, live: undefined, format })}"
      download
      >${text}</a
    >`;
  return html`${link('ndjson', 'Export NDJSON')} ${link('csv', 'Export CSV')}`;
};

const liveSwitch = (question: Question): Html => {
  const start = { ...HERE, position: undefined, order: undefined } as const;
  return question.live === '1'
    ? html`<a class="button" href="${addressOf(EVENTS, question, { live: undefined })}">Stop watching</a>`
    : html`<a class="button" href="${addressOf(EVENTS, question, { ...start, live: '1' })}">Watch live</a>`;
};

const head = (question: Question): Html =>
  html`<div class="head">
    <h2 id="events-h">${question.live === '1' ? 'As they happen' : 'Events'}</h2>
    <div class="row">${liveSwitch(question)} ${fileLinks(question)}</div>
  </div>`;

/** Events by filters: the form, the list, pages, files, and personal values for those who say why. */
export const eventsPage = (view: EventsView): Html => {
  const { understood, events, personal, formToken, list } = view;
  const { question } = understood;
  const isLive = question.live === '1';
  const here = addressOf(EVENTS, question);
  const files = addressOf(EXPORT, question, { ...HERE, live: undefined, format: undefined });
  return html`${personal && looking(here)} ${filterForm(understood)}
    <section class="card flush" aria-labelledby="events-h">
      ${head(question)}
      <div id="${LIST_ID}">${listContent(events, isLive)}</div>
    </section>
    ${!isLive && pager(question, list)}
    ${!isLive && !personal && events.length > 0 && revealForm({ action: here, formToken, files })}`;
};
