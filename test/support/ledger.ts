import type { CommandContext } from '#eventlog/metadata.js';
import { anyContext } from './history.js';

/** A command as the client that sent it remembers it. */
export interface Sent {
  /** The request id, which is in the metadata of every event it caused. */
  readonly id: string;
  /** False: it was refused, or has no answer. Then its events may be there or not. */
  readonly acknowledged: boolean;
}

/** What a client sent, and what it was told. */
export interface Ledger {
  readonly sent: () => readonly Sent[];
  /** Carries out one command under a request id, which is noted as acknowledged when it succeeds. */
  command<T>(work: (context: CommandContext) => Promise<T>): Promise<T | undefined>;
  note(id: string, acknowledged: boolean): void;
}

export const createLedger = (): Ledger => {
  const sent = new Map<string, boolean>();
  const note = (id: string, acknowledged: boolean): void => {
    sent.set(id, acknowledged || sent.get(id) === true);
  };
  return {
    sent: () => [...sent].map(([id, acknowledged]) => ({ id, acknowledged })),
    note,
    command: async (work) => {
      const context = anyContext();
      note(context.requestId, false);
      try {
        const answer = await work(context);
        note(context.requestId, true);
        return answer;
      } catch {
        return undefined;
      }
    },
  };
};
