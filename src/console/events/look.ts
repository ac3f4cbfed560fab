// Who may see personal values, and why. Promises: nothing personal is shown before the log holds who looked, at
// what, whose values, when and for which reason. If that cannot be recorded, nothing is shown.
import type { Look } from '#audit/event-pages.js';
import { recordedLook } from '#audit/recorded-look.js';
import { recordAccess } from '#commands/audit/record-access.js';
import type { Caller } from '#commands/caller.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Asked } from '#domain/access/index.js';
import { html, type Html } from '#platform/html.js';

const REASON = { least: 3, most: 200 };

/** What a form says about the reason. */
export type Reason =
  | { readonly wanted: false }
  | { readonly wanted: true; readonly reason: string }
  | { readonly wanted: true; readonly problem: string };

/** The reason a form gives for a look; there is none to give when nobody asked to look. */
export const reasonIn = (form: URLSearchParams): Reason => {
  if (form.get('look') !== '1') return { wanted: false };
  const reason = (form.get('reason') ?? '').trim().replace(/\s+/g, ' ').toWellFormed();
  if (reason.length >= REASON.least && reason.length <= REASON.most) return { wanted: true, reason };
  const problem = `Say why you look, in ${REASON.least} to ${REASON.most} characters. Nothing was shown.`;
  return { wanted: true, problem };
};

export interface Looking {
  readonly deps: Pick<CommandDeps, 'log'>;
  readonly caller: Caller;
  readonly asked: Asked;
  readonly reason: string;
}

/** Records the look at records; only then their personal values may be shown. */
export const lookOf = ({ deps, caller, asked, reason }: Looking): Look =>
  recordedLook((seen) => recordAccess(deps, caller, { ...seen, asked, reason }));

/** Nobody looks: nothing personal is shown. */
export const NO_LOOK: Look = () => Promise.resolve(null);

export interface RevealForm {
  /** Where it is sent: the page itself. */
  readonly action: string;
  readonly formToken: Html;
  /** Where files with personal values come from; absent: there are none. */
  readonly files?: string;
}

const fileButtons = (files: string | undefined): Html | false =>
  files !== undefined &&
  html`<button type="submit" formaction="${files}" name="format" value="ndjson">As NDJSON</button>
    <button type="submit" formaction="${files}" name="format" value="csv">As CSV</button>`;

/** Asks for the reason; sent, the page is shown once with personal values. */
export const revealForm = ({ action, formToken, files }: RevealForm): Html =>
  html`<details class="card reveal">
    <summary>Show personal values</summary>
    <form method="post" action="${action}" class="stack">
      ${formToken}
      <input type="hidden" name="look" value="1" />
      <div class="field">
        <label for="reason">Why do you look?</label>
        <input
          id="reason"
          name="reason"
          required
          minlength="${REASON.least}"
          maxlength="${REASON.most}"
          autocomplete="off"
          placeholder="Ticket 4711: the person asked what we know"
          aria-describedby="reason-hint"
        />
        <small id="reason-hint"
          >The log keeps for ever that you looked, at what, and this reason: name no person in it.</small
        >
      </div>
      <div class="row"><button class="primary" type="submit">Show once</button> ${fileButtons(files)}</div>
    </form>
  </details>`;

/** Above a page that shows personal values. */
export const looking = (back: string): Html =>
  html`<p class="notice warn" role="status">
    <strong>Personal values are shown.</strong>
    <span>The log has recorded this look and its reason. <a href="${back}">Hide them</a></span>
  </p>`;
