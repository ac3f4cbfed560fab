import { generation, type Generation } from '#domain/generation/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/**
 * Ends a generation nobody wants any more. One that was not running yet gives its request back (a reactor
 * sees to it). Throws `not_found`, `generation_ended`.
 */
export const cancelGeneration = (
  deps: Pick<CommandDeps, 'log'>,
  caller: Caller,
  { generationId, ifRevision }: { generationId: number; ifRevision?: number | undefined },
): Promise<Outcome<Generation>> =>
  deps.log.execute({
    aggregate: generation,
    id: generationId,
    command: { type: 'CancelGeneration', by: personOf(caller), at: caller.at },
    context: caller.context,
    ifRevision,
  });
