import { setTimeout as pause } from 'node:timers/promises';
import type { KnownFollower, KnownLag } from '#followers/known/watch.js';
import type { ProjectionDesk, VersionStatus } from '#followers/rebuild/desk.js';
import { countText } from '../format/progress-bar.js';
import type { Output, Style } from '../output.js';
import type { Tools } from '../tools.js';

const STYLES: Readonly<Record<VersionStatus['state'], Style>> = {
  live: 'green',
  standby: 'cyan',
  building: 'yellow',
};

/** A version, and what is known of whoever fills it: the same numbers as health and metrics have. */
interface Looked {
  readonly status: VersionStatus;
  readonly known: KnownFollower | undefined;
}

const behindText = ({ events, exact, seconds }: KnownLag): string => {
  const count = `${exact ? '' : 'more than '}${countText(events)} ${events === 1 ? 'event' : 'events'}`;
  return events === 0 ? 'at the end of the log' : `${count}, ${seconds.toFixed(1)} s behind`;
};

const lagText = ({ status: { followed }, known }: Looked): string => {
  const lag = known?.lag ?? null;
  const behind = lag === null ? 'lag not known' : behindText(lag);
  return followed ? behind : `nobody follows it, ${behind}`;
};

const line = (looked: Looked, { paint }: Output): string => {
  const { status, known } = looked;
  const { projection, version, state, eventsHandled } = status;
  const own = status.known ? '' : '  filled by other code';
  const facts = `${countText(eventsHandled)} events  ${lagText(looked)}${own}`;
  const parked = known?.parked.streams ? `  ${paint('red', parkedText(known))}` : '';
  return `${paint(STYLES[state], state.padEnd(8))} ${projection} v${version}  ${paint('dim', facts)}${parked}`;
};

const parkedText = ({ parked: { streams, events } }: KnownFollower): string =>
  `${countText(events)} events of ${countText(streams)} streams parked`;

const errorText = ({ lastError }: KnownFollower): string =>
  lastError === null ? 'none' : `${lastError.code}, ${lastError.at}${lastError.over ? ', over' : ''}`;

const knownRows = (known: KnownFollower): readonly (readonly [string, string])[] => [
  ['speed', known.perSecond === null ? 'not known' : `${countText(Math.round(known.perSecond))} events/s`],
  ['parked', known.parked.streams === 0 ? 'nothing' : parkedText(known)],
  ['last error', errorText(known)],
  ['restarts', countText(known.restarts)],
  ...(known.differences
    ? [['differs in', `${countText(known.differences.rows)} rows, ${known.differences.at}`] as const]
    : []),
];

const sheet = (looked: Looked, output: Output): string => {
  const { logic, shape, position, since, liveUntil, failure } = looked.status;
  const rows: readonly (readonly [string, string])[] = [
    ['logic', `${logic}, shape ${shape}`],
    ['position', position ?? 'none yet'],
    ['since', since],
    ...(liveUntil === null ? [] : [['live until', liveUntil] as const]),
    ...(looked.known ? knownRows(looked.known) : []),
    ...(failure === null ? [] : [['failure', output.paint('red', failure)] as const]),
  ];
  const details = rows.map(([name, value]) => `  ${output.paint('dim', name.padEnd(10))} ${value}`);
  return [line(looked, output), ...details].join('\n');
};

const asJson = ({ status: { lagMs: _said, ...status }, known }: Looked): string => {
  const { lag = null, perSecond = null, parked, lastError = null, restarts = 0, differences } = known ?? {};
  return JSON.stringify({ ...status, lag, perSecond, parked, lastError, restarts, differences });
};

const look = async (desk: ProjectionDesk, name?: string): Promise<readonly Looked[]> => {
  const [versions, { followers }] = await Promise.all([desk.status(name), desk.followers.look()]);
  const knownOf = ({ projection, version }: VersionStatus) =>
    followers.find((one) => one.kind === 'projection' && one.name === projection && one.version === version);
  return versions.map((status) => ({ status, known: knownOf(status) }));
};

/** Every version of every read model, a line each. */
export const runList = async (tools: Tools, json: boolean): Promise<void> => {
  const { output } = tools;
  for (const looked of await look(await tools.projections()))
    output.print(json ? asJson(looked) : line(looked, output));
};

/** Two looks so far apart say how fast it goes. */
const SPEED_MS = 600;

/** All that is known of the versions of one read model. */
export const runStatus = async (tools: Tools, name: string, json: boolean): Promise<void> => {
  const { output } = tools;
  const desk = await tools.projections();
  await desk.status(name);
  await desk.followers.sample();
  await pause(SPEED_MS);
  for (const looked of await look(desk, name)) output.print(json ? asJson(looked) : sheet(looked, output));
};
