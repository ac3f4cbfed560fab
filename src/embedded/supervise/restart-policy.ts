/** When a child that died is started again, and when not. All times in milliseconds. */
export type RestartPolicy = Readonly<{
  firstDelayMs: number;
  /** Each delay is twice the one before, up to this. */
  maxDelayMs: number;
  /** A child that ran this long is healthy: the next death counts as the first. */
  healthyAfterMs: number;
  /** This many deaths within `windowMs`: give up. */
  maxDeaths: number;
  windowMs: number;
}>;

export const defaultRestartPolicy: RestartPolicy = {
  firstDelayMs: 200,
  maxDelayMs: 5_000,
  healthyAfterMs: 60_000,
  maxDeaths: 3,
  windowMs: 60_000,
};

/** One life of the child; a start that failed is a life without length. */
export type Life = Readonly<{ startedAt: number; diedAt: number }>;

export type RestartDecision = Readonly<{ kind: 'restart'; delayMs: number } | { kind: 'give-up' }>;

/** What to do after the last of `lives` (oldest first, at least one) has ended. Pure. */
export const decideRestart = (lives: readonly Life[], policy = defaultRestartPolicy): RestartDecision => {
  const now = lives.at(-1)?.diedAt ?? 0;
  const recent = lives.filter(({ diedAt }) => now - diedAt < policy.windowMs);
  if (recent.length >= policy.maxDeaths) return { kind: 'give-up' };
  const healthy = lives.findLastIndex(({ startedAt, diedAt }) => diedAt - startedAt >= policy.healthyAfterMs);
  // The healthy life itself counts as the first death of the new row.
  const deathsInRow = healthy === -1 ? lives.length : lives.length - healthy;
  return {
    kind: 'restart',
    delayMs: Math.min(policy.firstDelayMs * 2 ** (deathsInRow - 1), policy.maxDelayMs),
  };
};

/** The lives that can still matter to a later decision; keeps a long-running supervisor small. */
export const relevantLives = (lives: readonly Life[]): readonly Life[] => lives.slice(-20);
