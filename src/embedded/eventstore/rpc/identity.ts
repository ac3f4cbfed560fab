// Who makes a call, by its headers, and the statuses of those who may not make it.

import { status as Code, type Metadata } from '@grpc/grpc-js';
import type { Caller } from '../access/caller.js';
import type { RpcContext } from './context.js';
import { callError, errorOf, type CallError } from './status.js';

/** The caller, or the status of a call with wrong credentials. */
export const callerOf = (
  { identify }: Pick<RpcContext, 'identify'>,
  metadata: Metadata,
): Caller | CallError => {
  const [authorization] = metadata.get('authorization');
  const caller = identify(authorization?.toString());
  return caller === 'wrong' ? callError(Code.UNAUTHENTICATED, 'Unauthenticated') : caller;
};

/** The status of a call the caller may not make. */
export const accessDenied = (): CallError => errorOf({ kind: 'access-denied' });

/** Throws unless the caller runs the server. */
export const requireOperator = (caller: Caller): void => {
  if (!caller.isOperator) throw accessDenied();
};

/** Throws unless the caller said who they are. */
export const requireKnown = (caller: Caller): void => {
  if (!caller.isKnown) throw accessDenied();
};
