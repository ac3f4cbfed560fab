import { pastState, type PastState } from '#audit/past-state.js';
import { plainState } from '#audit/plain-state.js';
import { askedFor, recordAccess } from '#commands/audit/record-access.js';
import { STATES } from '#domain/aggregates.js';
import { nearest } from '#platform/similar.js';
import { NotFoundError, UsageError } from '../framework/errors.js';
import type { Tools } from '../tools.js';
import { operator } from './operator.js';

export interface ReplayStream {
  readonly stream: string;
  readonly until: string | undefined;
  readonly revision: number | undefined;
  readonly personal: boolean;
  readonly json: boolean;
}

/** The category of a stream of the product. */
const categoryOf = (stream: string): string => {
  const category = stream.split('-', 1)[0] ?? '';
  if (Object.hasOwn(STATES, category) && stream.length > category.length + 1) return category;
  const meant = nearest(category, Object.keys(STATES));
  const hint = meant === undefined ? `Categories: ${Object.keys(STATES).join(', ')}.` : `Such as ${meant}-7.`;
  throw new UsageError(`"${stream}" is no stream of the product.`, hint);
};

const momentOf = ({ until, revision }: ReplayStream) => {
  if (until !== undefined) return { at: until };
  return revision === undefined ? undefined : { revision };
};

/** The log says who looked at whose values, before they are shown. */
const recordLook = async (
  tools: Tools,
  { stream, until }: ReplayStream,
  { subjects, events }: PastState,
): Promise<void> => {
  const asked = askedFor({ view: 'state', stream, to: until ?? null });
  await recordAccess({ log: await tools.log() }, operator(), { asked, subjects, events, part: 0 });
};

/** Prints what the stream had come to. */
export const runReplayStream = async (tools: Tools, wanted: ReplayStream): Promise<void> => {
  const { stream, personal, json } = wanted;
  const category = categoryOf(stream);
  const events = (await tools.log()).read(stream);
  const past = await pastState(events, { category, moment: momentOf(wanted), personal });
  if (!past) throw new NotFoundError(`There is no stream ${stream}.`);
  if (personal) await recordLook(tools, wanted, past);
  const { revision, type, at } = past;
  const state = plainState(past.state);
  const { print, paint } = tools.output;
  if (json) {
    print(JSON.stringify({ stream, revision, type, at, state }));
    return;
  }
  print(`${paint('cyan', `${stream}@${revision}`)}  ${paint('bold', type)}  ${paint('dim', at)}`);
  print(JSON.stringify(state, null, 2));
};
