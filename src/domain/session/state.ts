import type { SessionEvent } from './events.js';

/** One family of refresh tokens: only the token of the current generation is good. */
export interface Session {
  readonly status: 'none' | 'active' | 'ended';
  readonly id: string;
  readonly accountId: number;
  readonly generation: number;
  readonly startedAt: string;
  readonly refreshedAt: string;
}

export const initial: Session = {
  status: 'none',
  id: '',
  accountId: 0,
  generation: 0,
  startedAt: '',
  refreshedAt: '',
};

export const evolve = (session: Session, event: SessionEvent): Session => {
  switch (event.type) {
    case 'SessionStarted': {
      const { sessionId, accountId, at } = event.data;
      return { status: 'active', id: sessionId, accountId, generation: 0, startedAt: at, refreshedAt: at };
    }
    case 'SessionRefreshed':
      return { ...session, generation: event.data.generation, refreshedAt: event.data.at };
    case 'SessionEnded':
      return { ...session, status: 'ended' };
  }
};
