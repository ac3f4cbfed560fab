// Failures of persistent subscriptions as gRPC statuses with trailers.

import { status as Code } from '@grpc/grpc-js';
import { GroupError } from '../persistent/group-error.js';
import { statusOfThrown, type Attempt } from './attempt.js';
import { callError, isCallError, type CallError } from './status.js';

/** The status of a failed request about a group. */
export const groupStatus = ({ problem, at, reason }: GroupError): CallError => {
  const { source, group } = at;
  const names = { 'stream-name': source, 'group-name': group };
  const on = `Subscription group ${group} on stream ${source}`;
  switch (problem) {
    case 'failed':
      return callError(Code.INTERNAL, `${on} failed: '${reason}'`, {
        exception: 'persistent-subscription-failed',
        ...names,
        reason,
      });
    case 'does-not-exist':
      return callError(Code.NOT_FOUND, `${on} does not exist.`, {
        exception: 'persistent-subscription-does-not-exist',
        ...names,
      });
    case 'exists':
      return callError(Code.ALREADY_EXISTS, `${on} exists.`, {
        exception: 'persistent-subscription-exists',
        ...names,
      });
    case 'full':
      return callError(
        Code.FAILED_PRECONDITION,
        `Maximum subscriptions reached for subscription group ${group} on stream ${source}.`,
        { exception: 'maximum-subscribers-reached', ...names },
      );
    case 'dropped':
      return callError(Code.CANCELLED, `${on} was dropped.`, {
        exception: 'persistent-subscription-dropped',
        ...names,
      });
  }
};

/** The status for whatever was thrown while a request about a group was handled. */
export const groupStatusOfThrown = (error: unknown, handling: Omit<Attempt, 'fail'>): CallError => {
  if (error instanceof GroupError) return groupStatus(error);
  return isCallError(error) ? error : statusOfThrown(error, handling);
};
