import type { CommandDeps } from '#commands/command-deps.js';
import { generation, type Generation } from '#domain/generation/index.js';
import type { StreamNews } from '#audit/stream-news.js';
import type { Position } from '#platform/position.js';
import { createBell } from './bell.js';

/** A generation as the log has it. */
export interface Seen {
  readonly state: Generation;
  readonly revision: number;
  readonly position: Position | null;
}

export const isOver = ({ status }: Generation): boolean => status !== 'pending' && status !== 'processing';

export interface Followed {
  readonly id: number;
  readonly signal: AbortSignal;
  /** After so many milliseconds without news it yields null, and once when the signal is given. */
  readonly silenceMs?: number;
}

const A_DAY_MS = 86_400_000;

/**
 * The generation now and whenever it has changed, until it is over or the signal is given. Read from the log:
 * news only say when. Throws 503 when the log does not answer.
 */
export async function* followGeneration(
  { log, news }: Pick<CommandDeps, 'log'> & { readonly news: StreamNews },
  { id, signal, silenceMs = A_DAY_MS }: Followed,
): AsyncGenerator<Seen | null> {
  const bell = createBell();
  const stopListening = await news.listen(`${generation.category}-${id}`, bell.ring);
  try {
    let seen = -1;
    while (!signal.aborted) {
      const now = await log.load(generation, id);
      if (now.revision > seen) yield now;
      seen = now.revision;
      if (isOver(now.state)) return;
      if (!(await bell.rung(signal, silenceMs))) yield null;
    }
  } finally {
    stopListening();
  }
}
