import { userInfo } from 'node:os';
import type { ParkedQuery, ParkedStream, ParkingDesk, WaitingEvent } from '#followers/parking-desk.js';
import { NotFoundError } from '../framework/errors.js';
import type { Output } from '../output.js';
import type { Tools } from '../tools.js';

/** What was named on the command line. */
interface Place {
  readonly projection: string;
  readonly version: number | undefined;
  readonly stream: string;
}

export interface Asked {
  readonly desk: ParkingDesk;
  readonly place: Place;
  readonly json: boolean;
}

const by = (): string => userInfo().username;

const why = ({ code, message }: WaitingEvent): string =>
  code === null ? 'waits behind another stream' : `${code}  ${message ?? ''}`;

const nameOf = ({ projection, version }: ParkedStream): string => `${projection}@${version}`;

const line = (parked: ParkedStream, { paint }: Output): string => {
  const { stream, events, first } = parked;
  const place = `${first.revision}@${stream}`;
  const facts = paint(
    'dim',
    `${first.type}  waiting ${events}  attempts ${first.attempts}  since ${first.since}`,
  );
  return `${paint('red', nameOf(parked))} ${place}  ${facts}  ${why(first)}`;
};

export const runList = async (tools: Tools, query: ParkedQuery, json: boolean): Promise<void> => {
  const { output } = tools;
  const found = await (await tools.parking()).list(query);
  for (const parked of found) output.print(json ? JSON.stringify(parked) : line(parked, output));
  if (json) return;
  const more = found.length === query.limit ? `These are the first ${query.limit}; --limit shows more.` : '';
  output.warn(found.length === 0 ? 'Nothing is parked.' : more || `${found.length} in all.`);
};

const found = async (desk: ParkingDesk, { stream, ...of }: Place): Promise<ParkedStream> => {
  const parked = await desk.find(stream, of);
  if (parked) return parked;
  throw new NotFoundError(`${stream} is not parked for ${of.projection}.`);
};

const row = (event: WaitingEvent, { paint }: Output): string => {
  const text = event.code === null ? 'waits' : paint('red', why(event));
  return `  ${String(event.revision).padStart(6)}  ${event.type}  ${text}`;
};

const sheet = (parked: ParkedStream, events: readonly WaitingEvent[], output: Output): string => {
  const { first } = parked;
  const facts: readonly (readonly [string, string])[] = [
    ['projection', nameOf(parked)],
    ['event', `${first.revision}@${parked.stream}  ${first.type}  ${first.eventId}`],
    ['why', why(first)],
    ['attempts', `${first.attempts}, the last ${first.triedAt}`],
    ['since', first.since],
    ['waiting', String(parked.events)],
  ];
  return [
    parked.stream,
    ...facts.map(([name, value]) => `  ${output.paint('dim', name.padEnd(12))} ${value}`),
    ...events.map((event) => row(event, output)),
  ].join('\n');
};

export const runShow = async (
  { output }: Tools,
  { desk, place, json, limit }: Asked & { readonly limit: number },
): Promise<void> => {
  const parked = await found(desk, place);
  const events = await desk.waiting(parked, limit);
  output.print(json ? JSON.stringify({ ...parked, waiting: events }) : sheet(parked, events, output));
};

/** The newest version for which anything is parked. */
const anyOf = async (desk: ParkingDesk, { projection, version }: Place): Promise<ParkedStream> => {
  const all = await desk.list({ projection, limit: 100_000 });
  const candidates = all.filter((parked) => version === undefined || parked.version === version);
  const [newest] = [...candidates].sort((one, other) => other.version - one.version);
  if (newest) return newest;
  throw new NotFoundError(`Nothing is parked for ${projection}.`);
};

export const runRetry = async (tools: Tools, { desk, place, json }: Asked): Promise<void> => {
  const all = place.stream === 'all';
  const parked = all ? await anyOf(desk, place) : await found(desk, place);
  const { projection, version, logic } = parked;
  const stream = all ? null : place.stream;
  await desk.retry({ projection, version: logic, stream }, by());
  const what = all ? `All that is parked for ${nameOf(parked)}` : `${place.stream} for ${nameOf(parked)}`;
  const text = `${what} is tried again by the follower; \`aidesign parked list\` shows what is left.`;
  tools.output.print(json ? JSON.stringify({ projection, version, stream, retried: true }) : text);
};

/** In the name of the operating system's user. */
export const runSkip = async (
  tools: Tools,
  { desk, place, reason, json }: Asked & { readonly reason: string },
): Promise<void> => {
  const parked = await found(desk, place);
  await desk.skip(parked, { by: by(), reason });
  const { projection, version, stream, first } = parked;
  const { eventId, revision } = first;
  const text = `${nameOf(parked)} leaves ${revision}@${stream} out for good; the log says why.`;
  tools.output.print(
    json ? JSON.stringify({ projection, version, stream, revision, eventId, skipped: true }) : text,
  );
};
