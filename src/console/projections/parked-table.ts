import type { ParkedStream, WaitingEvent } from '#followers/parking-desk.js';
import { html, type Html } from '#platform/html.js';
import { countText, timeOf } from '../text.js';

/** Page of a parked stream. */
export const parkedAddress = ({ projection, version, stream }: ParkedStream): string =>
  `/console/projections/parked/stream?${new URLSearchParams({ projection, version: String(version), stream }).toString()}`;

/** Why an event waits. */
export const whyText = ({ code, message }: WaitingEvent): Html =>
  code === null
    ? html`<span class="quiet">waits behind another one</span>`
    : html`<code class="text-bad">${code}</code> <bdi>${message}</bdi>`;

const row = (parked: ParkedStream): Html => {
  const { stream, version, events, first } = parked;
  return html`<tr>
    <th scope="row" class="long">
      <a href="${parkedAddress(parked)}"><bdi>${stream}</bdi></a>
    </th>
    <td data-label="Version" class="number">v${version}</td>
    <td data-label="Event">
      <bdi>${first.type}</bdi> <small class="quiet number">no. ${first.revision}</small>
    </td>
    <td data-label="Why" class="long">${whyText(first)}</td>
    <td data-label="Waiting" class="number">${countText(events)}</td>
    <td data-label="Attempts" class="number">${countText(first.attempts)}</td>
    <td data-label="Since">${timeOf(first.since)}</td>
  </tr>`;
};

/** Parked streams, the longest waiting first. */
export const parkedTable = (streams: readonly ParkedStream[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="Parked streams">
    <table class="stacks">
      <thead>
        <tr>
          <th scope="col">Stream</th>
          <th scope="col" class="number">Version</th>
          <th scope="col">Event</th>
          <th scope="col">Why</th>
          <th scope="col" class="number">Waiting</th>
          <th scope="col" class="number">Attempts</th>
          <th scope="col">Since</th>
        </tr>
      </thead>
      <tbody>
        ${streams.map(row)}
      </tbody>
    </table>
  </div>`;
