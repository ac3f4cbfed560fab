import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConfig } from '#platform/config.js';
import type { OnToolProgress, ServeOptions, VerifyResult } from '../event-store-tools.js';
import { bytesText, countText, progressBar } from '../format/progress-bar.js';
import { FailedQuietly, NotFoundError, NotRunningError } from '../framework/errors.js';
import type { Output } from '../output.js';
import type { Tools } from '../tools.js';

interface OnFolder {
  readonly data: string | undefined;
  readonly json: boolean;
}

const folderOf = ({ environment }: Tools, data: string | undefined): string =>
  data === undefined ? join(readConfig(environment).DATA_DIR, 'eventstore') : resolve(data);

const requireStore = async (folder: string): Promise<string> => {
  const found = await stat(join(folder, 'data.mdb')).catch(() => undefined);
  if (!found?.isFile()) throw new NotFoundError(`There is no event store in ${folder}.`);
  return folder;
};

/** Shows how far the work is, and takes that away when it ends. */
const watched = async <T>(output: Output, work: (onProgress: OnToolProgress) => Promise<T>): Promise<T> => {
  const bar = progressBar(output);
  try {
    return await work(bar.update);
  } finally {
    bar.clear();
  }
};

/** Prints for programs or for people. */
const show = ({ output }: Tools, result: object, lines: readonly string[] | undefined): void => {
  output.print(lines === undefined ? JSON.stringify(result) : lines.join('\n'));
};

const unless = (json: boolean, lines: readonly string[]): readonly string[] | undefined =>
  json ? undefined : lines;

/** Runs the store until Ctrl-C. */
export const runServe = async (
  tools: Tools,
  { data, json, ...options }: OnFolder & ServeOptions,
): Promise<void> => {
  const signal = tools.interrupted();
  const dataDir = folderOf(tools, data);
  const store = await tools.eventStore();
  const served = await store.serve({ ...options, dataDir });
  const { url } = served;
  show(
    tools,
    { ready: true, port: served.port, url, dataDir },
    unless(json, [`The embedded event store serves ${dataDir}`, `  ${url}`, 'Ctrl-C stops it.']),
  );
  if (!signal.aborted) await new Promise((stop) => signal.addEventListener('abort', stop, { once: true }));
  await served.close();
};

const factLines = (result: VerifyResult): string[] => {
  const { format, streams = 0, events = 0, lastPosition, withoutChecksum = 0, sealed = 0 } = result;
  if (format === undefined) return [];
  const { unusedPositions = 0, scavengedStreams = 0, groups = 0 } = result;
  return [
    `Format ${format}: ${countText(events)} events in ${countText(streams)} streams, up to position ${lastPosition}.`,
    `Checksums: ${countText(events - withoutChecksum)}, seals: ${countText(sealed)}, ` +
      `groups: ${countText(groups)}, scavenged streams: ${countText(scavengedStreams)}, ` +
      `unused positions: ${countText(unusedPositions)}.`,
  ];
};

const findingLines = ({ findings, findingCount }: VerifyResult, { paint }: Output): string[] => {
  const more = findingCount - findings.length;
  return [
    paint('red', findingCount === 1 ? '1 finding:' : `${countText(findingCount)} findings:`),
    ...findings.map(({ where, message }) => `  ${where}: ${message}`),
    ...(more > 0 ? [`  and ${countText(more)} more`] : []),
  ];
};

/** Ends with 1 when there is a finding. */
export const runVerify = async (tools: Tools, { data, json }: OnFolder): Promise<void> => {
  const { output } = tools;
  const folder = await requireStore(folderOf(tools, data));
  const store = await tools.eventStore();
  const result = await watched(output, (onProgress) => store.verify(folder, onProgress));
  const end = result.ok ? [output.paint('green', 'Everything is in order.')] : findingLines(result, output);
  show(tools, result, unless(json, [...factLines(result), ...end]));
  if (!result.ok) throw new FailedQuietly();
};

export const runBackup = async (
  tools: Tools,
  options: OnFolder & { readonly to: string; readonly compact: boolean; readonly verify: boolean },
): Promise<void> => {
  const { data, to, compact, verify, json } = options;
  const dataDir = await requireStore(folderOf(tools, data));
  const store = await tools.eventStore();
  const result = await watched(tools.output, (onProgress) =>
    store.backup({ dataDir, to, compact, verify, onProgress }),
  );
  const { folder, bytes, lastPosition, verified } = result;
  show(
    tools,
    result,
    unless(json, [
      `Backup in ${folder}: ${bytesText(bytes)}, up to position ${lastPosition}.`,
      verified === undefined
        ? 'It was not verified.'
        : `Verified: ${countText(verified.events ?? 0)} events, everything is in order.`,
    ]),
  );
};

export const runRestore = async (
  tools: Tools,
  { data, from, json }: OnFolder & { readonly from: string },
): Promise<void> => {
  const backup = await requireStore(resolve(from));
  const dataDir = folderOf(tools, data);
  const store = await tools.eventStore();
  const result = await watched(tools.output, (onProgress) =>
    store.restore({ from: backup, dataDir, onProgress }),
  );
  const { folder, bytes, verified } = result;
  show(
    tools,
    result,
    unless(json, [
      `Restored into ${folder}: ${bytesText(bytes)}, ${countText(verified.events ?? 0)} events, everything is in order.`,
    ]),
  );
};

export const runScavenge = async (tools: Tools, { data, json }: OnFolder): Promise<void> => {
  const dataDir = await requireStore(folderOf(tools, data));
  const store = await tools.eventStore();
  const result = await watched(tools.output, (onProgress) => store.scavenge({ dataDir, onProgress }));
  const { events, streams, bytesBefore, bytesAfter } = result;
  show(
    tools,
    result,
    unless(json, [
      `Removed ${countText(events)} events of ${countText(streams)} streams.`,
      `The file has ${bytesText(bytesAfter)}; it had ${bytesText(bytesBefore)}.`,
    ]),
  );
};

const runningStore = async (tools: Tools): Promise<string> => {
  const { EVENTSTORE_URL } = readConfig((await tools.instance()).environment);
  if (EVENTSTORE_URL !== undefined) return EVENTSTORE_URL;
  throw new NotRunningError('The event store is not known: give it with --from.');
};

export const runCopy = async (
  tools: Tools,
  { from, to, json }: { readonly from: string | undefined; readonly to: string; readonly json: boolean },
): Promise<void> => {
  const source = from ?? (await runningStore(tools));
  const store = await tools.eventStore();
  const result = await watched(tools.output, (onProgress) => store.copy({ from: source, to, onProgress }));
  const { events, copied, fillers, metadata, tombstones, digest } = result;
  const filled = fillers > 0 ? [`${countText(fillers)} events stand for scavenged ones.`] : [];
  show(
    tools,
    result,
    unless(json, [
      `Copied ${countText(copied)} events; both have the same ${countText(events)} now.`,
      `Metadata of ${countText(metadata)} streams, ${countText(tombstones)} deleted for ever.`,
      ...filled,
      `SHA-256 over all events: ${digest}`,
    ]),
  );
};
