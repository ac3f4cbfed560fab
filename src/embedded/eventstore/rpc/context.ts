// What every handler gets, and how handlers are put on the server: requests and answers stay raw bytes.

import type { handleBidiStreamingCall, handleClientStreamingCall } from '@grpc/grpc-js';
import type { handleServerStreamingCall, handleUnaryCall, Server } from '@grpc/grpc-js';
import type { Identify } from '../access/caller.js';
import type { Counters } from '../operations/counters.js';
import type { Store } from '../store/store.js';

export interface RpcContext {
  readonly store: Store;
  /** Calls that stay open; ended by the server when it closes. */
  readonly openCalls: Set<OpenCall>;
  /** Reports an unexpected error; clients only see that something failed. */
  readonly report: (where: string, error: unknown) => void;
  /** Tells who calls. */
  readonly identify: Identify;
  readonly counters: Counters;
  /** True once the server closes: nothing new is accepted, so that what was accepted can finish. */
  readonly isClosing: () => boolean;
}

/** A call that the server may have to end. */
export interface OpenCall {
  end(): void;
}

const same = (bytes: Buffer): Buffer => bytes;

type Raw<K> = K extends 'unary'
  ? handleUnaryCall<Buffer, Buffer>
  : K extends 'clientStream'
    ? handleClientStreamingCall<Buffer, Buffer>
    : K extends 'serverStream'
      ? handleServerStreamingCall<Buffer, Buffer>
      : handleBidiStreamingCall<Buffer, Buffer>;

/** Puts one method on the server; `path` is `/package.Service/Method`. */
export const serve = <K extends 'unary' | 'clientStream' | 'serverStream' | 'bidi'>(
  server: Server,
  method: { readonly path: string; readonly kind: K; readonly handle: Raw<K> },
): void => {
  server.register<Buffer, Buffer>(method.path, method.handle, same, same, method.kind);
};
