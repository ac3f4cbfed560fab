// Delete (soft) and Tombstone (for ever). Failures are call statuses here, unlike appends.

import type { handleUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { Caller } from '../access/caller.js';
import { deleteSuccess, readDeleteRequest } from '../wire/append-messages.js';
import { attempt } from './attempt.js';
import type { RpcContext } from './context.js';
import { callerOf } from './identity.js';
import { refuseName } from './proposal.js';
import { errorOf, invalidArgument, notReady, type CallError } from './status.js';

const submit = (
  { store, isClosing }: RpcContext,
  operation: { caller: Caller; bytes: Buffer; forever: boolean },
  callback: sendUnaryData<Buffer>,
): void => {
  const { stream, expected } = readDeleteRequest(operation.bytes);
  const refused = refuseName(stream);
  if (isClosing()) callback(notReady());
  else if (refused !== undefined) callback(errorOf(refused));
  else if (!operation.caller.may('delete', stream)) callback(errorOf({ kind: 'access-denied' }));
  else if (expected === undefined) callback(invalidArgument('No expected revision'));
  else {
    store.writer.delete({ stream, expected, forever: operation.forever }, (outcome) => {
      if (outcome.kind === 'written') callback(null, deleteSuccess(outcome.position));
      else callback(errorOf(outcome));
    });
  }
};

/** Handler of Delete, and of Tombstone when `forever`. */
export const deleteHandler =
  (context: RpcContext, forever: boolean): handleUnaryCall<Buffer, Buffer> =>
  (call, callback) => {
    const fail = (error: CallError): void => {
      callback(error);
    };
    const caller = callerOf(context, call.metadata);
    if (caller instanceof Error) {
      fail(caller);
      return;
    }
    attempt({ where: 'delete', report: context.report, fail }, () => {
      submit(context, { caller, bytes: call.request, forever }, callback);
    });
  };
