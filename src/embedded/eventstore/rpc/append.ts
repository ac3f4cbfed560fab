// Append: options, then events, then one answer. Fails as soon as the append cannot succeed any more.

import type { handleClientStreamingCall, sendUnaryData } from '@grpc/grpc-js';
import type { Caller } from '../access/caller.js';
import { countAppend } from '../operations/counters.js';
import type { Outcome } from '../store/failure.js';
import type { NewEvent } from '../store/transaction.js';
import {
  appendSuccess,
  appendWrongVersion,
  readAppendPart,
  type AppendPart,
  type TargetOptions,
} from '../wire/append-messages.js';
import { proposedSize } from '../wire/proposed-message.js';
import { attempt } from './attempt.js';
import type { RpcContext } from './context.js';
import { callerOf } from './identity.js';
import { MAX_APPEND_SIZE, TOO_LARGE, acceptEvent, refuseEvent, refuseName } from './proposal.js';
import { callError, errorOf, invalidArgument, notReady, type CallError } from './status.js';

const UNKNOWN = 2;

interface Draft {
  readonly caller: Caller;
  options: TargetOptions | undefined;
  size: number;
  readonly events: NewEvent[];
}

/** Adds one message to the draft; an error means the call is lost. */
const addPart = (draft: Draft, part: AppendPart): CallError | undefined => {
  if (draft.options === undefined) {
    if (part.kind !== 'options') return callError(UNKNOWN, 'The first message must be options');
    draft.options = part.options;
    const refused = refuseName(part.options.stream);
    if (refused !== undefined) return errorOf(refused);
    if (!draft.caller.may('write', part.options.stream)) return errorOf({ kind: 'access-denied' });
    return part.options.expected === undefined ? invalidArgument('No expected revision') : undefined;
  }
  if (part.kind !== 'event') return callError(UNKNOWN, 'Only events may follow the options');
  const refused = refuseEvent(part.event);
  if (refused !== undefined) return errorOf(refused);
  draft.size += proposedSize(part.event);
  if (draft.size > MAX_APPEND_SIZE) return errorOf(TOO_LARGE);
  draft.events.push(acceptEvent(part.event));
  return undefined;
};

const answer = (outcome: Outcome, callback: sendUnaryData<Buffer>): void => {
  if (outcome.kind === 'written') callback(null, appendSuccess(outcome.current, outcome.position));
  else if (outcome.kind === 'wrong-version') {
    callback(null, appendWrongVersion(outcome.current, outcome.expected));
  } else callback(errorOf(outcome));
};

/** Hands a complete draft to the store. */
const submit = ({ store, counters }: RpcContext, draft: Draft, callback: sendUnaryData<Buffer>): void => {
  const expected = draft.options?.expected;
  if (draft.options === undefined || expected === undefined) {
    callback(callError(UNKNOWN, 'The first message must be options'));
    return;
  }
  store.writer.append({ stream: draft.options.stream, expected, events: draft.events }, (outcome) => {
    countAppend(counters, outcome, { events: draft.events.length, bytes: draft.size });
    answer(outcome, callback);
  });
};

/** Handler of Append. */
export const appendHandler =
  (context: RpcContext): handleClientStreamingCall<Buffer, Buffer> =>
  (call, callback) => {
    let over = false;
    const fail = (error: CallError): void => {
      over = true;
      callback(error);
    };
    const caller = callerOf(context, call.metadata);
    if (caller instanceof Error) {
      fail(caller);
      return;
    }
    const draft: Draft = { caller, options: undefined, size: 0, events: [] };
    const handling = { where: 'append', report: context.report, fail };
    call.on('data', (bytes: Buffer) => {
      if (over) return;
      attempt(handling, () => {
        const error = addPart(draft, readAppendPart(bytes));
        if (error !== undefined) fail(error);
      });
    });
    call.on('end', () => {
      if (over || call.cancelled) return;
      over = true;
      if (context.isClosing()) callback(notReady());
      else {
        attempt(handling, () => {
          submit(context, draft, callback);
        });
      }
    });
  };
