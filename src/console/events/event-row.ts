import type { AuditEvent } from '#audit/audit-event.js';
import { CATALOG } from '#domain/catalog.js';
import { html, type Html } from '#platform/html.js';
import { dataBlock } from './data-block.js';
import { eventsBy, timeLineAt, treeOf } from './links.js';

const CATEGORIES = Object.keys(CATALOG);
const TONES = 6;

const categoryOf = (stream: string): string => stream.split('-', 1)[0] ?? '';

/** A type in the colour of its category. */
export const typeTag = ({ type, stream }: Pick<AuditEvent, 'type' | 'stream'>): Html => {
  const tone = (CATEGORIES.indexOf(categoryOf(stream)) % TONES) + 1;
  return html`<span class="event-type tone-${tone}">${type}</span>`;
};

/** `2026-02-08 09:30:00.123`, in UTC. */
export const instantText = (at: string): Html =>
  html`<time class="instant" datetime="${at}" title="${at}"
    >${at.slice(0, 10)} ${at.slice(11, 19)}<small class="quiet">${at.slice(19, 23)}</small></time
  >`;

const actorName = ({ actor }: Pick<AuditEvent, 'actor'>): string => {
  if (!actor) return 'unknown';
  return actor.id === '' ? actor.kind : `${actor.kind}:${actor.id}`;
};

const maybeLink = (text: string | number | null, href: (text: string) => string): Html =>
  text === null || text === ''
    ? html`<span class="quiet">–</span>`
    : html`<a href="${href(String(text))}"><bdi>${text}</bdi></a>`;

const code = (text: string | null): Html =>
  text === null ? html`<span class="quiet">–</span>` : html`<code>${text}</code>`;

/** Everything there is to know about an event besides what it says. */
export const eventFacts = (event: AuditEvent): Html =>
  html`<dl class="facts">
    <dt>Stream</dt>
    <dd>
      <a href="${timeLineAt(event.stream, event.revision)}"><bdi>${event.stream}</bdi></a> at revision
      ${event.revision}
    </dd>
    <dt>Happened</dt>
    <dd><code>${event.at}</code></dd>
    <dt>Position</dt>
    <dd><code>${event.position}</code></dd>
    <dt>By</dt>
    <dd>${maybeLink(event.actor && actorName(event), (actor) => eventsBy('actor', actor))}</dd>
    <dt>Account</dt>
    <dd>${maybeLink(event.account, (account) => eventsBy('account', account))}</dd>
    <dt>Correlation</dt>
    <dd>${maybeLink(event.correlation_id, treeOf)}</dd>
    <dt>Command</dt>
    <dd>${code(event.command_id)}</dd>
    <dt>Caused by</dt>
    <dd>${maybeLink(event.causation_id, (causation) => eventsBy('causation', causation))}</dd>
    <dt>Event id</dt>
    <dd>${code(event.id)}</dd>
    <dt>Schema</dt>
    <dd>${event.schema ?? html`<span class="quiet">–</span>`}</dd>
  </dl>`;

/** One event of a list; opened, it shows its parts. */
const eventRow = (event: AuditEvent): Html =>
  html`<li>
    <details class="event" id="e-${event.id}">
      <summary>
        ${instantText(event.at)} ${typeTag(event)}
        <span class="event-stream"
          ><bdi>${event.stream}</bdi><small class="quiet">@${event.revision}</small></span
        >
        <span class="event-actor quiet"><bdi>${actorName(event)}</bdi></span>
      </summary>
      <div class="event-parts ${event.data !== undefined && 'with-data'}">
        ${eventFacts(event)} ${event.data !== undefined && dataBlock(event.data)}
        <p class="row">
          <a class="button" href="${timeLineAt(event.stream, event.revision)}">Time line</a>
          ${
            event.correlation_id !== null &&
            html`<a class="button" href="${treeOf(event.correlation_id)}">Causes and effects</a>`
          }
        </p>
      </div>
    </details>
  </li>`;

/** Events in a list, in their order. */
export const eventRows = (events: readonly AuditEvent[]): Html =>
  html`<ol class="events">
    ${events.map(eventRow)}
  </ol>`;
