// The sending side of a streaming call: one writer, backpressure, and an end that wakes whoever waits.
// After the call is cancelled or failed, sending does nothing and `isClosed` is true.

import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';
import type { OpenCall } from './context.js';
import { callError, type CallError } from './status.js';

export type SendingCall = ServerWritableStream<Buffer, Buffer> | ServerDuplexStream<Buffer, Buffer>;

const CANCELLED = 1;

/** The sending side of one call; it is in `openCalls` until the call is over. */
export class Outlet implements OpenCall {
  readonly #call: SendingCall;
  readonly #openCalls: Set<OpenCall>;
  readonly #listeners: (() => void)[] = [];
  #closed = false;
  #waiting: (() => void) | undefined;
  /** Ends a pause; may be called at any time. */
  readonly wake = (): void => {
    const resume = this.#waiting;
    this.#waiting = undefined;
    resume?.();
  };

  constructor(call: SendingCall, openCalls: Set<OpenCall>) {
    this.#call = call;
    this.#openCalls = openCalls;
    const close = (): void => {
      this.#close();
    };
    openCalls.add(this);
    call.on('drain', this.wake);
    call.on('cancelled', close);
    call.on('close', close);
  }

  get isClosed(): boolean {
    return this.#closed || this.#call.cancelled;
  }

  /** Sends a message; false = the peer is slow, wait with `pause` before sending more. */
  send(message: Buffer): boolean {
    return this.isClosed || this.#call.write(message);
  }

  /** Resolves when the peer has room, when `wake` is called, or when the call is over. */
  pause(): Promise<void> {
    return this.isClosed ? Promise.resolve() : new Promise((resolve) => (this.#waiting = resolve));
  }

  /** Ends the call with OK, after what was sent. */
  finish(): void {
    if (this.#closed) return;
    this.#close();
    this.#call.end();
  }

  /** Ends the call with an error, after what was sent. */
  fail(error: CallError): void {
    if (this.#closed) return;
    this.#close();
    this.#call.emit('error', error);
  }

  /** Ends the call because the server closes. */
  end(): void {
    this.fail(callError(CANCELLED, 'The server is shutting down'));
  }

  /** Called once when the call is over, however it ended. */
  onClose(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#openCalls.delete(this);
    for (const listener of this.#listeners) listener();
    this.wake();
  }
}

/** Sends, and waits until the peer has room for more. */
export const sendSlowly = async (outlet: Outlet, message: Buffer): Promise<void> => {
  if (!outlet.send(message)) await outlet.pause();
};
