// Works around one fault of @eventstore/db-client 6.2.1: an append that still waits for its turn to be written when the
// connection dies is reported twice, once to its caller and once as a rejection that nobody can catch, which ends the
// process. The second report is taken away here; the caller still gets the first. See test/eventlog/connection-loss.
import queue from '@eventstore/db-client/dist/utils/backpressuredWrite.js';

const { backpressuredWrite } = queue;

/** Takes effect for every client of this process. */
export const guardWriteQueue = (): void => {
  const guarded: typeof backpressuredWrite = (stream, message) =>
    // Whatever fails a write also fails the call, and with it every append that waits for an answer on it.
    backpressuredWrite(stream, message).catch(() => undefined);
  Object.defineProperty(queue, 'backpressuredWrite', { value: guarded });
};
