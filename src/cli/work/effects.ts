import { userInfo } from 'node:os';
import type { EffectQuery, EffectRecord, EffectsDesk, EffectState } from '#workers/effects/desk.js';
import { NotFoundError } from '../framework/errors.js';
import type { Output, Style } from '../output.js';
import type { Tools } from '../tools.js';

const STYLES: Readonly<Record<EffectState, Style>> = {
  pending: 'yellow',
  running: 'cyan',
  done: 'green',
  dead: 'red',
  expired: 'red',
};

const line = ({ key, state, attempt, since, lastError }: EffectRecord, { paint }: Output): string => {
  const error = lastError === null ? '' : `  ${lastError}`;
  return `${paint(STYLES[state], state.padEnd(8))} ${key}  ${paint('dim', `attempt ${attempt}  since ${since}`)}${error}`;
};

/** What the times of a row mean depends on its state. */
const whenNext = ({ state, nextAt }: EffectRecord): readonly (readonly [string, string])[] => {
  switch (state) {
    case 'pending':
      return [['next try', nextAt]];
    case 'running':
      return [['lease until', nextAt]];
    case 'done':
    case 'dead':
    case 'expired':
      return [];
  }
};

const sheet = (record: EffectRecord, { paint }: Output): string => {
  const { cause, ids } = record;
  const rows: readonly (readonly [string, string])[] = [
    ['state', paint(STYLES[record.state], record.state)],
    ['kind', record.kind],
    ['reactor', record.reactor],
    [
      'ids',
      Object.entries(ids)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
    ],
    ['cause', `${cause.stream}@${cause.revision}  ${cause.eventId}`],
    ['since', record.since],
    ['attempts', `${record.attempt}, of the present budget ${record.tries}`],
    ...whenNext(record),
    ...(record.lastError === null ? [] : [['last error', record.lastError] as const]),
    ...(record.retriedAt === null ? [] : [['retried', record.retriedAt] as const]),
    ['changed', record.updatedAt],
  ];
  return [record.key, ...rows.map(([name, value]) => `  ${paint('dim', name.padEnd(12))} ${value}`)].join(
    '\n',
  );
};

export const runList = async (tools: Tools, query: EffectQuery, json: boolean): Promise<void> => {
  const { output } = tools;
  const found = await (await tools.effects()).list(query);
  for (const record of found) output.print(json ? JSON.stringify(record) : line(record, output));
  if (json) return;
  const more = found.length === query.limit ? `These are the newest ${query.limit}; --limit shows more.` : '';
  output.warn(found.length === 0 ? 'There are none.' : more || `${found.length} in all.`);
};

const found = async (desk: EffectsDesk, key: string): Promise<EffectRecord> => {
  const record = await desk.find(key);
  if (!record) throw new NotFoundError(`There is no effect "${key}".`);
  return record;
};

export const runShow = async (tools: Tools, key: string, json: boolean): Promise<void> => {
  const record = await found(await tools.effects(), key);
  tools.output.print(json ? JSON.stringify(record) : sheet(record, tools.output));
};

export const runRetry = async (tools: Tools, key: string, json: boolean): Promise<void> => {
  const desk = await tools.effects();
  await found(desk, key);
  const record = await desk.retry(key);
  tools.output.print(json ? JSON.stringify(record) : `${key} is due again, with a fresh budget.`);
};

export interface GiveUpOptions {
  readonly desk: EffectsDesk;
  readonly key: string;
  readonly reason: string;
  readonly json: boolean;
}

/** In the name of the operating system's user. */
export const runGiveUp = async (tools: Tools, { desk, key, reason, json }: GiveUpOptions): Promise<void> => {
  await found(desk, key);
  const record = await desk.giveUp(key, { by: userInfo().username, reason });
  tools.output.print(json ? JSON.stringify(record) : `${key} is given up; the log says why.`);
};
