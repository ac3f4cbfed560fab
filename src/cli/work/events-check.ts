import type { Checked, Unreadable } from '#audit/check-events.js';
import { FailedQuietly } from '../framework/errors.js';
import { plain } from '../format/plain.js';
import { countText, progressBar } from '../format/progress-bar.js';
import type { Output } from '../output.js';
import type { Tools } from '../tools.js';

/** A person is shown so many; programs get all of them. */
const SHOWN = 50;

interface Totals {
  readonly events: number;
  readonly foreign: number;
  readonly failures: number;
}

const failureLine = ({ stream, revision, type, code, reason }: Unreadable, { paint }: Output): string =>
  `${paint('cyan', `${plain(stream)}@${revision}`)}  ${paint('bold', plain(type))}  ${code}: ${plain(reason)}`;

const show = (output: Output, failures: readonly Unreadable[], before: number): void => {
  const room = Math.max(0, SHOWN - before);
  for (const failure of failures.slice(0, room)) output.print(failureLine(failure, output));
};

const showEnd = ({ print, paint }: Output, { events, foreign, failures }: Totals): void => {
  if (failures > SHOWN) print(`… and ${countText(failures - SHOWN)} more: --json shows all.`);
  const others = foreign === 0 ? '' : ` ${countText(foreign)} more are not the product's.`;
  const good = `${paint('green', '✓')} All ${countText(events)} events can be read.${others}`;
  const bad = `${paint('red', '✗')} ${countText(failures)} of ${countText(events)} events cannot be read.${others}`;
  print(failures === 0 ? good : bad);
};

const add = (before: Totals, { events, foreign, failures }: Checked): Totals => ({
  events,
  foreign,
  failures: before.failures + failures.length,
});

/** Checks the whole log. Ends with `FailedQuietly` when an event cannot be read. */
export const runEventsCheck = async (tools: Tools, { json }: { readonly json: boolean }): Promise<void> => {
  const { output } = tools;
  const bar = progressBar(output);
  let totals: Totals = { events: 0, foreign: 0, failures: 0 };
  for await (const checked of (await tools.history()).check()) {
    if (checked.failures.length > 0) bar.clear();
    if (json)
      for (const failure of checked.failures) output.print(JSON.stringify({ kind: 'failure', ...failure }));
    else show(output, checked.failures, totals.failures);
    totals = add(totals, checked);
    bar.update({
      step: 'check',
      done: totals.events,
      total: undefined,
      share: checked.share,
      unit: 'events',
    });
  }
  bar.clear();
  if (json) output.print(JSON.stringify({ kind: 'summary', ...totals }));
  else showEnd(output, totals);
  if (totals.failures > 0) throw new FailedQuietly();
};
