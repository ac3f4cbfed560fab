import { access, type Asked } from '#domain/access/index.js';
import type { Position } from '#platform/position.js';
import { stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/** What somebody is about to be shown. */
export interface Look {
  readonly asked: Asked;
  /** Accounts whose values are shown. */
  readonly subjects: readonly number[];
  readonly events: number;
  /** Number of this part of what is shown, from 0. */
  readonly part: number;
  /** Why, in their own words (at most 200 characters); absent when nobody asked them. */
  readonly reason?: string | null | undefined;
}

/** What nobody narrowed. */
const EVERYTHING: Omit<Asked, 'view'> = {
  projection: null,
  stream: null,
  type: null,
  category: null,
  account: null,
  actor: null,
  correlation: null,
  causation: null,
  from: null,
  to: null,
  exported: false,
};

/** What was asked for; what is absent did not narrow it. */
export const askedFor = (asked: Partial<Asked> & Pick<Asked, 'view'>): Asked => ({ ...EVERYTHING, ...asked });

/**
 * Records that the caller is about to see personal values; only then they may be shown. Answers the position
 * of the event. Throws 503 when the log does not answer.
 */
export const recordAccess = async (
  { log }: Pick<CommandDeps, 'log'>,
  caller: Caller,
  { asked, subjects, events, part, reason = null }: Look,
): Promise<Position | null> => {
  const { context, accountId, at } = caller;
  const by =
    accountId === null
      ? ({ kind: 'operator', id: context.actor.id.slice(0, 100) } as const)
      : ({ kind: 'account', id: String(accountId) } as const);
  const accessId = context.commandId;
  const viewed = { accessId, by, asked, subjects: [...subjects], events, reason, at };
  const outcome = await log.execute({
    aggregate: access,
    id: accessId,
    command: { type: 'RecordAccess', viewed },
    context: stepOf(context, 'access', part),
  });
  return outcome.position;
};
