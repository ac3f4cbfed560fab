// The sending side of a streaming call: one writer, backpressure, and an end that wakes whoever waits.
// After the call is cancelled or failed, sending does nothing and `isClosed` is true.

import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';
import type { OpenCall } from './context.js';
import { callError, type CallError } from './status.js';

export type SendingCall = ServerWritableStream<Buffer, Buffer> | ServerDuplexStream<Buffer, Buffer>;

export interface Outlet extends OpenCall {
  isClosed(): boolean;
  /** Sends a message; false = the peer is slow, wait with `pause` before sending more. */
  send(message: Buffer): boolean;
  /** Resolves when the peer has room, when `wake` is called, or when the call is over. */
  pause(): Promise<void>;
  wake(): void;
  /** Ends the call with OK, after what was sent. */
  finish(): void;
  fail(error: CallError): void;
  /** Called once when the call is over, however it ended. */
  onClose(listener: () => void): void;
}

const CANCELLED = 1;

/** Wraps a call; it is in `openCalls` until it is over. */
export const outletOf = (call: SendingCall, openCalls: Set<OpenCall>): Outlet => {
  let closed = false;
  let waiting: (() => void) | undefined;
  const listeners: (() => void)[] = [];

  const wake = (): void => {
    const resume = waiting;
    waiting = undefined;
    resume?.();
  };
  const close = (): void => {
    if (closed) return;
    closed = true;
    openCalls.delete(outlet);
    for (const listener of listeners) listener();
    wake();
  };
  const outlet: Outlet = {
    isClosed: () => closed || call.cancelled,
    send: (message) => outlet.isClosed() || call.write(message),
    pause: () => (outlet.isClosed() ? Promise.resolve() : new Promise((resolve) => (waiting = resolve))),
    wake,
    finish: () => {
      if (closed) return;
      close();
      call.end();
    },
    fail: (error) => {
      if (closed) return;
      close();
      call.emit('error', error);
    },
    onClose: (listener) => {
      listeners.push(listener);
    },
    end: () => {
      outlet.fail(callError(CANCELLED, 'The server is shutting down'));
    },
  };
  openCalls.add(outlet);
  call.on('drain', wake);
  call.on('cancelled', close);
  call.on('close', close);
  return outlet;
};

/** Sends, and waits until the peer has room for more. */
export const sendSlowly = async (outlet: Outlet, message: Buffer): Promise<void> => {
  if (!outlet.send(message)) await outlet.pause();
};
