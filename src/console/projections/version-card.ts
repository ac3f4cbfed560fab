import { html, type Html } from '#platform/html.js';
import { findingText } from '#followers/rebuild/desk.js';
import { countText, plural, timeOf } from '../text.js';
import type { VersionView } from './overview.js';
import { errorText, lagText, parkedLink, speedText, stateBadge } from './words.js';

/** What may be done with a version now. */
export interface Possible {
  readonly deploy: boolean;
  readonly diff: boolean;
  readonly drop: boolean;
}

type Status = NonNullable<VersionView['status']>;

/** How far it was compared with the log, and what was not as the log says. */
const verified = ({ verified: seen, findings }: Status): Html =>
  html`<dt>Verified</dt>
    <dd>
      ${
        seen?.countedAt
          ? html`${plural(seen.events, 'event')}, ${plural(seen.rows, 'row')}, ${timeOf(seen.countedAt)}`
          : html`<span class="quiet">not yet</span>`
      }
      ${findings.map((found) => html`<br /><span class="text-bad">${findingText(found)}</span>`)}
    </dd>`;

const parts = ({ parts: all, indivisible }: Status): Html | false =>
  (all.length > 0 || indivisible !== null) &&
  html`<dt>Parts</dt>
    <dd>
      ${indivisible ?? all.map(({ index, position }) => html`${index + 1}: ${position ?? 'none yet'}<br />`)}
    </dd>`;

interface Card {
  readonly view: VersionView;
  readonly possible: Possible;
  readonly formToken: Html;
}

const facts = (view: VersionView): Html => {
  const { name, status, lag, perSecond, eventsHandled, position, parked } = view;
  return html`<dl class="facts">
    <dt>Behind</dt>
    <dd>${lagText(lag)}</dd>
    <dt>Events/s</dt>
    <dd>${speedText(perSecond)}</dd>
    <dt>Handled</dt>
    <dd>${countText(eventsHandled)}</dd>
    <dt>Position</dt>
    <dd>${position ?? html`<span class="quiet">none yet</span>`}</dd>
    <dt>Parked</dt>
    <dd>${parkedLink(name, parked)}</dd>
    <dt>Last error</dt>
    <dd>
      ${errorText(view)}${
        status?.failure !== undefined &&
        status.failure !== null &&
        html`<br /><span class="text-bad">${status.failure}</span>`
      }
    </dd>
    ${
      status &&
      html`<dt>Made by</dt>
        <dd>
          logic ${status.logic}, shape ${status.shape}${!status.known && ', other code than this release'}
        </dd>
        <dt>Since</dt>
        <dd>${timeOf(status.since)}</dd>
        ${parts(status)} ${verified(status)}`
    }
    ${
      typeof status?.liveUntil === 'string' &&
      html`<dt>Live until</dt>
        <dd>${timeOf(status.liveUntil)}</dd>`
    }
  </dl>`;
};

interface Action {
  readonly name: string;
  readonly text: string;
  readonly kind?: string;
}

const form = ({ view, formToken }: Card, { name, text, kind = '' }: Action): Html =>
  html`<form method="post" action="/console/projections/${encodeURIComponent(view.name)}/${name}">
    ${formToken}<input type="hidden" name="version" value="${view.version}" />
    <button id="${name}-${view.version}" class="${kind}" type="submit">${text}</button>
  </form>`;

const dropForm = (card: Card): Html =>
  html`<details id="dropping-${card.view.version}">
    <summary>Drop</summary>
    <div class="stack">
      <p class="quiet">
        The tables of version ${card.view.version} are removed for good. A rebuild makes them anew.
      </p>
      ${form(card, { name: 'drop', text: `Drop version ${card.view.version}`, kind: 'danger' })}
    </div>
  </details>`;

const actions = (card: Card): Html | false => {
  const { possible, view } = card;
  if (!possible.deploy && !possible.diff && !possible.drop) return false;
  return html`<div class="row">
      ${possible.diff && form(card, { name: 'diff', text: 'Compare with what readers see' })}
      ${
        possible.deploy &&
        form(card, { name: 'deploy', text: `Let readers see v${view.version}`, kind: 'primary' })
      }
    </div>
    ${possible.drop && dropForm(card)}`;
};

/** One version of a projection, with what may be done with it. */
export const versionCard = (card: Card): Html =>
  html`<section class="card stack" aria-labelledby="version-${card.view.version}">
    <div class="head">
      <h3 id="version-${card.view.version}">Version ${card.view.version}</h3>
      ${stateBadge(card.view)}
    </div>
    ${facts(card.view)} ${actions(card)}
  </section>`;
