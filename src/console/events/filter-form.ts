import { CATALOG } from '#domain/catalog.js';
import { html, type Html } from '#platform/html.js';
import { addressOf, FIELDS, type Understood } from './question.js';
import { EVENTS } from './links.js';

const CATEGORIES = Object.entries(CATALOG).map(([name, events]) => [name, Object.keys(events)] as const);

type Typed = Understood['typed'];

const option = (value: string, text: string, chosen: string | undefined): Html =>
  html`<option value="${value}" ${value === (chosen ?? '') && html`selected`}>${text}</option>`;

const categories = ({ category }: Typed): Html =>
  html`<div class="field">
    <label for="f-category">Category</label>
    <select id="f-category" name="category">
      ${option('', 'All', category)} ${CATEGORIES.map(([name]) => option(name, name, category))}
    </select>
  </div>`;

const types = ({ type }: Typed): Html =>
  html`<div class="field">
    <label for="f-type">Type</label>
    <select id="f-type" name="type">
      ${option('', 'All', type)}
      ${CATEGORIES.map(
        ([name, events]) =>
          html`<optgroup label="${name}">${events.map((event) => option(event, event, type))}</optgroup>`,
      )}
    </select>
  </div>`;

interface Field {
  readonly name: (typeof FIELDS)[number];
  readonly label: string;
  readonly example: string;
  readonly numeric?: boolean;
}

const field = (typed: Typed, { name, label, example, numeric = false }: Field): Html =>
  html`<div class="field">
    <label for="f-${name}">${label}</label>
    <input
      id="f-${name}"
      name="${name}"
      value="${typed[name] ?? ''}"
      placeholder="${example}"
      autocomplete="off"
      spellcheck="false"
      maxlength="300"
      ${numeric && html`inputmode="numeric"`}
    />
  </div>`;

const instant = (typed: Typed, name: 'from' | 'to', label: string): Html => {
  const value = typed[name] ?? '';
  const local = value.length === 10 ? `${value}T00:00:00` : value.slice(0, 19);
  return html`<div class="field">
    <label for="f-${name}">${label}</label>
    <input id="f-${name}" name="${name}" type="datetime-local" step="1" value="${local}" />
  </div>`;
};

const MORE = ['correlation', 'causation', 'position'] as const;

const more = (typed: Typed): Html => {
  const isOpen = MORE.some((name) => typed[name] !== undefined) || typed['order'] === 'oldest';
  return html`<details class="more-filters" ${isOpen && html`open`}>
    <summary>More filters</summary>
    <div class="filters">
      ${field(typed, { name: 'correlation', label: 'Correlation', example: 'id of a request' })}
      ${field(typed, { name: 'causation', label: 'Caused by command', example: 'id of a command' })}
      ${field(typed, { name: 'position', label: 'From position', example: '12345', numeric: true })}
      <div class="field">
        <label for="f-order">Order</label>
        <select id="f-order" name="order">
          ${option('', 'Newest first', typed['order'])} ${option('oldest', 'Oldest first', typed['order'])}
        </select>
      </div>
    </div>
  </details>`;
};

/** The filters as a form whose address can be handed on. */
export const filterForm = ({ typed }: Pick<Understood, 'typed'>): Html =>
  html`<form class="card stack filter-form" method="get" action="${EVENTS}" aria-label="Filters">
    <div class="filters">
      ${categories(typed)} ${types(typed)}
      ${field(typed, { name: 'stream', label: 'Stream', example: 'project-7' })}
      ${field(typed, { name: 'account', label: 'Account', example: '7', numeric: true })}
      ${field(typed, { name: 'actor', label: 'Actor', example: 'operator, account:7' })}
    </div>
    <div class="times">
      ${instant(typed, 'from', 'From (UTC)')} ${instant(typed, 'to', 'Before (UTC)')}
      <div class="row">
        <label class="check">
          <input type="checkbox" name="data" value="1" ${typed['data'] === '1' && html`checked`} /> with what
          they say
        </label>
        ${
          FIELDS.some((name) => typed[name] !== undefined) &&
          html`<a class="button plain" href="${addressOf(EVENTS, {})}">Clear</a>`
        }
        <button class="primary" type="submit">Show events</button>
      </div>
    </div>
    ${more(typed)}
  </form>`;
