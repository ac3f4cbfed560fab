import { AppError } from '#platform/app-error.js';
import { nameBasedId } from '#platform/ids.js';
import type { CommandContext } from '#eventlog/metadata.js';

/** Who asks for a command, when, and under which command id. Built once per request. */
export interface Caller {
  /** Account of the person, null for an anonymous request or the system itself. */
  readonly accountId: number | null;
  readonly context: CommandContext;
  /** Instant of the request: every event of the command says it happened then. */
  readonly at: string;
  /** Address and program the request came from; empty when unknown. */
  readonly ip: string;
  readonly userAgent: string;
}

/** What a request says of who asks. */
export interface Asking extends Pick<Caller, 'accountId' | 'at' | 'ip' | 'userAgent'> {
  readonly context: Pick<
    CommandContext,
    'commandId' | 'requestHash' | 'requestId' | 'traceId' | 'mayBeRetry'
  >;
}

/** The caller of a command that a request carries: the command is the first of what it leads to. */
export const requestCaller = ({ accountId, at, ip, userAgent, context }: Asking): Caller => ({
  accountId,
  at,
  ip,
  userAgent: userAgent.slice(0, 500).toWellFormed(),
  context: {
    ...context,
    correlationId: context.commandId,
    causationId: context.commandId,
    actor: accountId === null ? { kind: 'anonymous', id: '' } : { kind: 'account', id: String(accountId) },
    account: accountId,
  },
});

/**
 * The context of one step of a command of several streams: the same step of the same command has the same id.
 */
export const stepOf = (context: CommandContext, ...step: readonly (string | number)[]): CommandContext => ({
  ...context,
  commandId: nameBasedId(context.commandId, ...step),
  causationId: context.commandId,
});

/** Who asks; only for requests of a signed-in person. */
export const personOf = (caller: Caller): number => {
  if (caller.accountId === null) throw new AppError('not_authenticated', 'Sign in first.');
  return caller.accountId;
};
