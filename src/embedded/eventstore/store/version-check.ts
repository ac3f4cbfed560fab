// Decides what an append may do, from the expectation, the stream's last revision and the ids of its
// events. Promises: an exact expectation (or "no stream") recognises its own repetition for ever, from the
// stored events; "any" and "exists" only while the ids are remembered. Never writes.

import { recordId } from '../wire/peek-record.js';
import { ANY, EXISTS, NO_STREAM, type Expected } from '../wire/expected.js';
import { positionOf, recordOf } from './lookup.js';
import type { RecentIds, WrittenAt } from './recent-ids.js';
import type { StreamState, StreamStates } from './stream-states.js';
import type { Tables } from './tables.js';

export type Verdict =
  | { readonly kind: 'ok' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'idempotent'; readonly last: WrittenAt }
  /** The answer depends on events that are accepted but not stored yet: ask again when they are. */
  | { readonly kind: 'unsettled' };

export interface CheckContext {
  readonly tables: Tables;
  readonly states: StreamStates;
  readonly recent: RecentIds;
  /** True while a write to the stream is not durable. */
  readonly isPending: (state: StreamState) => boolean;
}

export interface CheckedAppend {
  readonly state: StreamState;
  readonly expected: Expected;
  readonly ids: readonly string[];
}

const OK: Verdict = { kind: 'ok' };
const WRONG: Verdict = { kind: 'wrong' };
const DELETED: Verdict = { kind: 'deleted' };

/** For "any" and "exists": the ids are looked up among those recently written to this stream. */
const checkLoose = ({ recent }: CheckContext, { state, ids }: CheckedAppend): Verdict => {
  const [first] = ids;
  if (state.id < 0 || first === undefined || recent.find(state.id, first) === undefined) return OK;
  let last: WrittenAt | undefined;
  for (const id of ids) {
    last = recent.find(state.id, id);
    if (last === undefined) return WRONG;
  }
  return last === undefined ? OK : { kind: 'idempotent', last };
};

const differs = (append: CheckedAppend, index: number): Verdict =>
  index === 0 && append.expected === NO_STREAM && append.state.metadata.deleted ? OK : WRONG;

/** For an expectation below the last revision: the events stored there must be these very events. */
const checkPast = (context: CheckContext, append: CheckedAppend): Verdict => {
  const { tables } = context;
  const { state, ids, expected } = append;
  if (ids.length === 0) return WRONG;
  for (const [index, id] of ids.entries()) {
    const revision = expected + 1 + index;
    const record = revision > state.last ? undefined : recordOf(tables, state.id, revision);
    if (record === undefined && revision <= state.last && context.isPending(state))
      return { kind: 'unsettled' };
    if (record === undefined || recordId(record) !== id) return differs(append, index);
  }
  const revision = expected + ids.length;
  return {
    kind: 'idempotent',
    last: { revision, position: positionOf(tables, state.id, revision) ?? 0 },
  };
};

/** The check of one append against everything accepted so far. */
export const checkVersion = (context: CheckContext, append: CheckedAppend): Verdict => {
  const { states } = context;
  const { state, expected } = append;
  if (states.isTombstoned(state)) return DELETED;
  if (expected === EXISTS) {
    if (state.metadata.deleted) return DELETED;
    if (state.last < 0 && !states.hasMetadata(state)) return WRONG;
  }
  if (expected === ANY || expected === EXISTS) return checkLoose(context, append);
  if (expected < state.last) return checkPast(context, append);
  return expected === state.last ? OK : WRONG;
};
