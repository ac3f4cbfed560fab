// Failures as gRPC statuses with trailers (unary calls, reads) and as in-band statuses (batch appends).
// Trailers must be ASCII, so names are percent-encoded. Nothing internal is ever put into a status.

import { Metadata, status as Code } from '@grpc/grpc-js';
import { currentField, expectedField } from '../wire/expected.js';
import type { BatchStatus } from '../wire/batch-append-messages.js';
import { streamIdentifier } from '../wire/stream-identifier.js';
import { EMPTY, bytesField, message, numberField } from '../wire/writer.js';
import type { Failure } from '../store/failure.js';

/** What a call fails with. */
export interface CallError extends Error {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;
}

const ascii = (text: string): string => encodeURI(text).replaceAll('%25', '%');

/** A call error with trailers. */
export const callError = (
  code: number,
  details: string,
  trailers: Readonly<Record<string, string>> = {},
): CallError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, ascii(value));
  return Object.assign(new Error(details), { code, details, metadata });
};

/** True for an error that is a status already. */
export const isCallError = (error: unknown): error is CallError =>
  error instanceof Error && 'code' in error && 'details' in error && 'metadata' in error;

/** The status of a request that makes no sense. */
export const invalidArgument = (details: string): CallError => callError(Code.INVALID_ARGUMENT, details);

/** What a client learns of an error that is not its own. */
export const unexpected = (): CallError => callError(Code.UNKNOWN, 'Unexpected error');

/** The answer to new work while the server closes; clients reconnect on it. */
export const notReady = (): CallError => callError(Code.UNAVAILABLE, 'Server Is Not Ready');

const wrongVersionError = (failure: Extract<Failure, { kind: 'wrong-version' }>): CallError => {
  const expected = String(failure.expected);
  const actual = String(failure.current);
  return callError(
    Code.FAILED_PRECONDITION,
    `Operation failed due to WrongExpectedVersion. Stream: ${failure.stream}, ` +
      `Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': failure.stream,
      'expected-version': expected,
      'actual-version': actual,
    },
  );
};

/** The status of a failed unary call or read. */
export const errorOf = (failure: Failure): CallError => {
  switch (failure.kind) {
    case 'wrong-version':
      return wrongVersionError(failure);
    case 'stream-deleted':
      return callError(Code.FAILED_PRECONDITION, `Event stream '${failure.stream}' is deleted.`, {
        exception: 'stream-deleted',
        'stream-name': failure.stream,
      });
    case 'too-large':
      return callError(Code.INVALID_ARGUMENT, `Maximum Append Size of ${String(failure.limit)} Exceeded.`, {
        exception: 'maximum-append-size-exceeded',
        'maximum-append-size': String(failure.limit),
      });
    case 'missing-metadata':
      return callError(Code.INVALID_ARGUMENT, `Required Metadata Property '${failure.property}' is missing`, {
        exception: 'missing-required-metadata-property',
        'required-metadata-properties': 'type,content-type',
      });
    case 'bad-request':
      return callError(Code.UNKNOWN, failure.message);
    case 'access-denied':
      return callError(Code.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
    case 'timeout':
      return callError(Code.ABORTED, 'Operation timed out');
    case 'storage':
      return callError(Code.UNKNOWN, 'The event could not be stored');
  }
};

const inBand = (code: number, name: string, detail: Buffer = EMPTY): BatchStatus => ({ code, name, detail });

/** The in-band status of a failed append inside a batch call. */
export const batchStatusOf = (failure: Failure): BatchStatus => {
  switch (failure.kind) {
    case 'wrong-version':
      return inBand(
        Code.ALREADY_EXISTS,
        'WrongExpectedVersion',
        message(
          currentField(failure.current, { revision: 1, noStream: 2 }),
          expectedField(failure.expected, { revision: 3, any: 4, exists: 5, noStream: 6 }),
        ),
      );
    case 'stream-deleted':
      return inBand(Code.NOT_FOUND, 'StreamDeleted', bytesField(1, streamIdentifier(failure.stream)));
    case 'too-large':
      return inBand(Code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', numberField(1, failure.limit));
    case 'missing-metadata':
      return inBand(
        Code.INVALID_ARGUMENT,
        'BadRequest',
        bytesField(1, `Required Metadata Property '${failure.property}' is missing`),
      );
    case 'bad-request':
      return inBand(Code.INVALID_ARGUMENT, 'BadRequest', bytesField(1, failure.message));
    case 'access-denied':
      return inBand(Code.PERMISSION_DENIED, 'AccessDenied');
    case 'timeout':
      return inBand(Code.DEADLINE_EXCEEDED, 'Timeout');
    case 'storage':
      return inBand(Code.UNKNOWN, 'Unknown');
  }
};
