import type { ParkedStream, WaitingEvent } from '#followers/parking-desk.js';
import { html, type Html } from '#platform/html.js';
import { countText, plural, timeOf } from '../text.js';
import { parkedTable, whyText } from './parked-table.js';

/** Shown at most; the longest waiting come first. */
export const LISTED = 200;
/** Waiting events of one stream that are shown. */
export const WAITING = 100;

const keyOf = ({ projection, version }: ParkedStream): string => `${projection} v${version}`;

const group = (streams: readonly ParkedStream[], formToken: Html): Html | false => {
  const [first] = streams;
  if (!first) return false;
  const name = keyOf(first);
  const id = `${first.projection}-${first.version}`.replaceAll(':', '-');
  return html`<section class="card flush" aria-labelledby="parked-${id}">
    <div class="head">
      <h2 id="parked-${id}">
        <bdi>${name}</bdi> <small class="quiet">${plural(streams.length, 'stream')}</small>
      </h2>
      <form method="post" action="/console/projections/parked/retry">
        ${formToken}
        <input type="hidden" name="projection" value="${first.projection}" />
        <input type="hidden" name="version" value="${first.version}" />
        <button id="retry-${id}" type="submit">Try all again</button>
      </form>
    </div>
    ${parkedTable(streams)}
  </section>`;
};

/** Everything that is parked, by what it is parked for. */
export const parkedList = (parked: readonly ParkedStream[], formToken: Html): Html => {
  if (parked.length === 0)
    return html`<p class="card empty"><strong>Nothing is parked.</strong> Every event could be handled.</p>`;
  const names = [...new Set(parked.map(keyOf))];
  return html`${names.map((name) =>
    group(
      parked.filter((one) => keyOf(one) === name),
      formToken,
    ),
  )}
  ${parked.length === LISTED && html`<p class="quiet">These are the first ${countText(LISTED)}.</p>`}`;
};

const waitingRow = (event: WaitingEvent): Html =>
  html`<tr>
    <th scope="row"><bdi>${event.type}</bdi></th>
    <td data-label="Number" class="number">${event.revision}</td>
    <td data-label="Why" class="long">${whyText(event)}</td>
    <td data-label="Attempts" class="number">${countText(event.attempts)}</td>
    <td data-label="Since">${timeOf(event.since)}</td>
  </tr>`;

export interface Waiting {
  readonly parked: ParkedStream;
  readonly waiting: readonly WaitingEvent[];
}

const facts = ({ projection, version, logic, first, events }: ParkedStream): Html =>
  html`<dl class="facts">
    <dt>Parked for</dt>
    <dd><bdi>${projection}</bdi> v${version}, logic ${logic}</dd>
    <dt>First event</dt>
    <dd><bdi>${first.type}</bdi>, number ${first.revision} of the stream</dd>
    <dt>Event id</dt>
    <dd><code>${first.eventId}</code></dd>
    <dt>Why</dt>
    <dd>${whyText(first)}</dd>
    <dt>Attempts</dt>
    <dd>${countText(first.attempts)}, the last ${timeOf(first.triedAt)}</dd>
    <dt>Waiting</dt>
    <dd>${plural(events, 'event')} since ${timeOf(first.since)}</dd>
  </dl>`;

/** The part of a parked stream's page that changes while somebody looks. */
export const waitingView = (found: Waiting | undefined): Html => {
  if (!found)
    return html`<p class="card empty">
      <strong>Not parked any more.</strong> All events of this stream were handled, or left out as decided.
    </p>`;
  const { parked, waiting } = found;
  return html`<section class="card">${facts(parked)}</section>
    <section class="card flush" aria-labelledby="waiting-title">
      <h2 id="waiting-title">Events that wait, in order</h2>
      <div class="scroll" tabindex="0" role="region" aria-label="Events that wait">
        <table class="stacks">
          <thead>
            <tr>
              <th scope="col">Type</th>
              <th scope="col" class="number">Number</th>
              <th scope="col">Why</th>
              <th scope="col" class="number">Attempts</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            ${waiting.map(waitingRow)}
          </tbody>
        </table>
      </div>
      ${
        parked.events > waiting.length &&
        html`<p class="quiet more">and ${plural(parked.events - waiting.length, 'more event')}</p>`
      }
    </section>`;
};

const placeFields = ({ projection, version, stream, first }: ParkedStream): Html =>
  html`<input type="hidden" name="projection" value="${projection}" />
    <input type="hidden" name="version" value="${version}" />
    <input type="hidden" name="stream" value="${stream}" />
    <input type="hidden" name="event" value="${first.eventId}" />`;

const skipForm = (parked: ParkedStream, formToken: Html): Html =>
  html`<details class="card">
    <summary>Leave event ${parked.first.revision} out</summary>
    <form class="stack" method="post" action="/console/projections/parked/skip">
      ${formToken} ${placeFields(parked)}
      <p>
        The event stays in the log, and this read model does without it, for good and in every rebuild. The
        log says who decided so, and why.
      </p>
      <div class="field">
        <label for="reason">Reason</label>
        <textarea
          id="reason"
          name="reason"
          required
          maxlength="500"
          aria-describedby="reason-hint"
        ></textarea>
        <small id="reason-hint">Kept in the log for ever: no names, no addresses.</small>
      </div>
      <div><button class="danger" type="submit">Leave it out</button></div>
    </form>
  </details>`;

/** What can be decided about a parked stream. */
export const decisionForms = (parked: ParkedStream, formToken: Html): Html =>
  html`<form class="card row" method="post" action="/console/projections/parked/retry">
      ${formToken} ${placeFields(parked)}
      <button class="primary" type="submit">Try again</button>
      <p class="quiet"><small>The follower handles the events anew, in order.</small></p>
    </form>
    ${parked.first.code !== null && skipForm(parked, formToken)}`;
