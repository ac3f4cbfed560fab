import { indexedEvent, type AuditEvent } from '#audit/audit-event.js';
import { causationTree, type CommandNode } from '#audit/causation-tree.js';
import { html, type Html } from '#platform/html.js';
import type { IndexedEvent } from '#projections/event-index/queries.js';
import { durationText } from '../charts/number-text.js';
import { instantText, typeTag } from './event-row.js';
import { eventsBy, timeLineAt } from './links.js';

interface Leaf {
  readonly event: AuditEvent;
  readonly origin: { readonly commandId: string; readonly causationId: string };
}

const leafOf = (row: IndexedEvent): Leaf => ({
  event: indexedEvent(row),
  origin: { commandId: row.commandId, causationId: row.causationId },
});

type Node = CommandNode<Leaf>;

const later = (event: AuditEvent, start: number): Html => {
  const ms = Date.parse(event.at) - start;
  return html`<span class="later quiet number"
    >${ms < 0 ? `−${durationText(-ms)}` : `+${durationText(ms)}`}</span
  >`;
};

const leaf = (event: AuditEvent, start: number): Html =>
  html`<li class="leaf">
    ${later(event, start)} ${typeTag(event)}
    <a href="${timeLineAt(event.stream, event.revision)}"
      ><bdi>${event.stream}</bdi><small>@${event.revision}</small></a
    >
  </li>`;

const actorOf = (node: Node): AuditEvent['actor'] => {
  const first = node.children.find((child) => 'record' in child);
  return first?.record.event.actor ?? null;
};

const heading = (node: Node): Html => {
  const actor = actorOf(node);
  const who = actor === null ? 'a command' : [actor.kind, actor.id].filter((text) => text !== '').join(':');
  return html`<p class="by-command">
    <span class="quiet">Command by</span>
    ${actor === null ? who : html`<a href="${eventsBy('actor', who)}"><bdi>${who}</bdi></a>`}
    <code class="quiet" title="${node.commandId}">${node.commandId.slice(0, 13)}</code>
  </p>`;
};

/** Commands deeper than this stand side by side: no log makes such a chain by itself. */
const DEEPEST = 40;

const branch = (node: Node, start: number, depth: number): Html =>
  html`<li class="branch">
    ${heading(node)}
    <ul>
      ${node.children.map((child) => {
        if ('record' in child) return leaf(child.record.event, start);
        return depth < DEEPEST ? branch(child, start, depth + 1) : html`<li class="leaf">…</li>`;
      })}
    </ul>
  </li>`;

const facts = (rows: readonly IndexedEvent[], isWhole: boolean): Html => {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return html``;
  const streams = new Set(rows.map(({ stream }) => stream)).size;
  const took = Math.max(0, Date.parse(last.at) - Date.parse(first.at));
  return html`<dl class="figures">
    <div class="card figure">
      <dt>Events</dt>
      <dd>${rows.length}${!isWhole && '+'}</dd>
    </div>
    <div class="card figure">
      <dt>Streams</dt>
      <dd>${streams}</dd>
    </div>
    <div class="card figure">
      <dt>From first to last</dt>
      <dd>${durationText(took)}</dd>
    </div>
    <div class="card figure">
      <dt>Began</dt>
      <dd class="plain-text">${instantText(first.at)}</dd>
    </div>
  </dl>`;
};

/** What one request led to: commands with their events, and below them the commands those made necessary. */
export const treePage = (rows: readonly IndexedEvent[], isWhole: boolean): Html => {
  const start = Date.parse(rows[0]?.at ?? '');
  const roots = causationTree(rows.map(leafOf));
  return html`${facts(rows, isWhole)}
    ${
      !isWhole &&
      html`<p class="notice warn">
        <strong>Not all of it</strong> <span>Only the first ${rows.length} events are shown.</span>
      </p>`
    }
    <section class="card tree" aria-label="Causes and effects">
      <div class="scroll">
        <ul>
          ${roots.map((root) => branch(root, start, 0))}
        </ul>
      </div>
    </section>`;
};
