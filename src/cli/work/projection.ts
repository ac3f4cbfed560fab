import type { Built, Swapped } from '#followers/rebuild/desk.js';
import { countText } from '../format/progress-bar.js';
import { FailedQuietly } from '../framework/errors.js';
import type { Tools } from '../tools.js';
import { comparisonLines } from './projection-lines.js';
import { watched } from './projection-watch.js';

const swappedText = ({ projection, from, to }: Swapped): string => {
  if (from === to) return `Readers see ${projection} v${to} already.`;
  return `Readers see ${projection} v${to} now${from === null ? '' : `, no longer v${from}`}.`;
};

const showSwap = ({ output }: Tools, swapped: Swapped, json: boolean): void =>
  output.print(json ? JSON.stringify(swapped) : swappedText(swapped));

export interface OnVersion {
  readonly name: string;
  readonly version: number | undefined;
  readonly json: boolean;
}

export const runDeploy = async (tools: Tools, { name, version, json }: OnVersion): Promise<void> =>
  showSwap(tools, await (await tools.projections()).deploy(name, version), json);

export const runRollback = async (tools: Tools, name: string, json: boolean): Promise<void> =>
  showSwap(tools, await (await tools.projections()).rollback(name), json);

export const runDrop = async (
  tools: Tools,
  { name, version, json }: OnVersion & { readonly version: number },
): Promise<void> => {
  await (await tools.projections()).drop(name, version);
  tools.output.print(
    json ? JSON.stringify({ projection: name, dropped: version }) : `${name} v${version} is gone.`,
  );
};

const builtLine = (name: string, { version, events, seconds }: Built): string =>
  events === 0
    ? `${name} v${version} is built.`
    : `Built ${name} v${version}: ${countText(events)} events in ${seconds.toFixed(1)} s, ` +
      `${countText(Math.round(events / seconds))} events/s.`;

const NOT_KEPT = 'No follower of this release runs: nobody keeps it up to date. Start one, then deploy.';

export interface RebuildOptions {
  readonly name: string;
  readonly deploy: boolean;
  readonly restart: boolean;
  readonly json: boolean;
}

/** Ends with 1 when it was to be deployed and was not. */
export const runRebuild = async (tools: Tools, options: RebuildOptions): Promise<void> => {
  const { name, deploy, restart, json } = options;
  const { output } = tools;
  const desk = await tools.projections();
  const built = await watched(tools, (watching) => desk.rebuild(name, { ...watching, restart }));
  const { version, from, kept } = built;
  const comparable = kept && from !== undefined;
  const comparison = comparable
    ? await watched(tools, (watching) => desk.diff(name, version, watching))
    : null;
  const good = deploy && (from === undefined || comparison?.equal === true);
  const swapped = good ? await desk.deploy(name, version) : null;
  if (json) output.print(JSON.stringify({ projection: name, ...built, comparison, swapped }));
  else {
    output.print(builtLine(name, built));
    if (comparison) output.print(comparisonLines(comparison, output).join('\n'));
    if (!kept) output.warn(NOT_KEPT);
    output.print(
      swapped ? swappedText(swapped) : `To let readers see it: aidesign projection deploy ${name}`,
    );
  }
  if (deploy && !swapped) throw new FailedQuietly();
};
