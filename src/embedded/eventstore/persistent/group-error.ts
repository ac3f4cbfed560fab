// What a client is told when a persistent subscription cannot do what it asks.

export type GroupProblem = 'failed' | 'does-not-exist' | 'exists' | 'full' | 'dropped';

/** Which group: `source` is a stream's name or `$all`. */
export interface GroupName {
  readonly source: string;
  readonly group: string;
}

/** A request about a group failed; `reason` is a text for 'failed' and '' otherwise. */
export class GroupError extends Error {
  override readonly name = 'GroupError';
  readonly problem: GroupProblem;
  readonly at: GroupName;
  readonly reason: string;

  constructor(problem: GroupProblem, at: GroupName, reason = '') {
    super(`${at.source}::${at.group}: ${problem} ${reason}`);
    this.problem = problem;
    this.at = { source: at.source, group: at.group };
    this.reason = reason;
  }
}

/** What tells groups apart, also in the names of their streams. */
export const groupKey = ({ source, group }: GroupName): string => `${source}::${group}`;
