// Records sign-ins that failed, beside the answer: whether an account exists must not show in how long the
// refusal takes. Promises: nobody waits for it, and a flood of failures holds no more than a few in memory.
// Does not promise that every failure is recorded: the stream of a day is bounded, too. What the log refuses
// is told to `onError`.
import { dayOf } from '#domain/kit/values.js';
import { signIns, type SignInFailure } from '#domain/signin/index.js';
import { stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

export interface FailedSignIn {
  readonly accountId: number;
  readonly reason: SignInFailure;
}

export type SignInFailed = (caller: Caller, failed: FailedSignIn) => void;

/** Failures that are recorded at the same time; more are left out. */
const AT_ONCE = 50;

/** Appends the failure, unless the account's stream of the day is full. */
const recordFailedSignIn = async (
  { log }: Pick<CommandDeps, 'log'>,
  { context, ip, userAgent, at }: Caller,
  { accountId, reason }: FailedSignIn,
): Promise<void> => {
  await log.execute({
    aggregate: signIns,
    id: `${accountId}-${dayOf(at)}`,
    command: {
      type: 'RecordFailedSignIn',
      failed: { accountId, method: 'password', reason, ip, userAgent, at },
    },
    context: { ...stepOf(context, 'failed-sign-in'), account: accountId },
  });
};

/** The recorder of a process. */
export const createSignInFailed = (
  deps: Pick<CommandDeps, 'log'>,
  onError: (error: unknown) => void,
): SignInFailed => {
  let running = 0;
  return (caller, failed) => {
    if (running >= AT_ONCE) return;
    running += 1;
    recordFailedSignIn(deps, caller, failed)
      .catch(onError)
      .finally(() => (running -= 1));
  };
};
