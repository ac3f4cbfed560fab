// Unary handlers as functions from request to answer: what they throw becomes a status.

import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Caller } from '../access/caller.js';
import { EMPTY } from '../wire/writer.js';
import type { RpcContext } from './context.js';
import { callerOf } from './identity.js';
import { notReady, type CallError } from './status.js';

/** Resolves to the answer; nothing stands for an empty one. */
export type Work = (request: Buffer, caller: Caller) => Promise<Buffer | undefined>;

/** Makes a handler; `statusOf` tells what something thrown means to the client. */
export const unaryWork =
  (
    context: RpcContext,
    work: Work,
    statusOf: (error: unknown) => CallError,
  ): handleUnaryCall<Buffer, Buffer> =>
  (call, callback) => {
    const caller = callerOf(context, call.metadata);
    if (context.isClosing() || caller instanceof Error) {
      callback(caller instanceof Error ? caller : notReady());
      return;
    }
    // Reading the request may throw too: it becomes a rejection like any other.
    Promise.resolve(call.request)
      .then((request) => work(request, caller))
      .then(
        (answer) => {
          callback(null, answer ?? EMPTY);
        },
        (error: unknown) => {
          callback(statusOf(error));
        },
      );
  };
