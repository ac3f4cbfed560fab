// Delete (soft) and Tombstone (for ever). Failures are call statuses here, unlike appends.

import type { handleUnaryCall } from '@grpc/grpc-js';
import { deleteSuccess, readDeleteRequest } from '../wire/append-messages.js';
import { WireError } from '../wire/reader.js';
import type { RpcContext } from './context.js';
import { refuseName } from './proposal.js';
import { errorOf, invalidArgument, notReady } from './status.js';

const readOptions = (bytes: Buffer): ReturnType<typeof readDeleteRequest> | WireError => {
  try {
    return readDeleteRequest(bytes);
  } catch (error) {
    if (error instanceof WireError) return error;
    throw error;
  }
};

export const deleteHandler =
  ({ store, isClosing }: RpcContext, forever: boolean): handleUnaryCall<Buffer, Buffer> =>
  (call, callback) => {
    const options = readOptions(call.request);
    if (options instanceof WireError) {
      callback(invalidArgument(options.message));
      return;
    }
    const { stream, expected } = options;
    const refused = refuseName(stream);
    if (isClosing()) callback(notReady());
    else if (refused !== undefined) callback(errorOf(refused));
    else if (expected === undefined) callback(invalidArgument('No expected revision'));
    else {
      store.writer.delete({ stream, expected, forever }, (outcome) => {
        if (outcome.kind === 'written') callback(null, deleteSuccess(outcome.position));
        else callback(errorOf(outcome));
      });
    }
  };
