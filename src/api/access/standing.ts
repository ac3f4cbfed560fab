// Which sessions are over, in the memory of a process. Promises: an answer from memory for every request; what
// was ended stays ended for as long as an access token of it may be good; closed accounts stay closed. Does not
// promise to know by itself: it is told events, in the order of the log. It never fails.
import type { IsOver } from './bearer-token.js';

/** Event types that end sessions, or open an account again. */
export const STANDING_TYPES = [
  'SessionEnded',
  'AccountPasswordChanged',
  'AccountSessionsRevoked',
  'AccountDeactivated',
  'AccountReactivated',
] as const;

export interface Ending {
  readonly kind: 'session' | 'cutoff' | 'closed' | 'opened';
  /** Of the session, or of the account. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const KINDS: Readonly<Record<string, Ending['kind']>> = {
  SessionEnded: 'session',
  AccountPasswordChanged: 'cutoff',
  AccountSessionsRevoked: 'cutoff',
  AccountDeactivated: 'closed',
  AccountReactivated: 'opened',
};

/** What an event of the log ends; undefined for one that says nothing of it. */
export const endingOf = (
  type: string,
  data: Readonly<Record<string, unknown>> | null,
): Ending | undefined => {
  const kind = KINDS[type];
  const at = Date.parse(String(data?.['at']));
  if (kind === undefined || Number.isNaN(at)) return undefined;
  return { kind, id: String(kind === 'session' ? data?.['sessionId'] : data?.['accountId']), at };
};

export interface Standing {
  readonly isOver: (token: Parameters<IsOver>[0]) => boolean;
  readonly learn: (ending: Ending) => void;
  /** How many things are remembered. */
  readonly size: () => number;
}

/** Clocks of processes may differ by so much. */
const SLACK_MS = 60_000;

/** What is remembered longest comes first: what is learned costs as much as what is forgotten. */
const forget = (known: Map<string, number>, oldest: number): void => {
  for (const [id, at] of known) {
    if (at >= oldest) return;
    known.delete(id);
  }
};

/** `lifetimeMs`: how long an access token is good. */
export const createStanding = (lifetimeMs: number, now: () => number): Standing => {
  const sessions = new Map<string, number>();
  const cutoffs = new Map<string, number>();
  const closed = new Set<string>();

  const remember = (known: Map<string, number>, { id, at }: Ending): void => {
    const latest = Math.max(at, known.get(id) ?? 0);
    known.delete(id);
    known.set(id, latest);
    forget(known, now() - lifetimeMs - SLACK_MS);
  };
  return {
    isOver: ({ accountId, sessionId, startedAt }) => {
      if (sessions.has(sessionId)) return true;
      const account = String(accountId);
      return closed.has(account) || startedAt < (cutoffs.get(account) ?? 0);
    },
    learn: (ending) => {
      switch (ending.kind) {
        case 'session':
          remember(sessions, ending);
          return;
        case 'cutoff':
          remember(cutoffs, ending);
          return;
        case 'closed':
          // Sessions of before stay ended when it is opened again.
          closed.add(ending.id);
          remember(cutoffs, ending);
          return;
        case 'opened':
          closed.delete(ending.id);
      }
    },
    size: () => sessions.size + cutoffs.size + closed.size,
  };
};
