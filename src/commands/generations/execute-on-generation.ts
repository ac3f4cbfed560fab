import { generation, type Generation, type GenerationCommand } from '#domain/generation/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { nameBasedId } from '#platform/ids.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/** One attempt of a worker at one generation. */
export interface Attempt {
  readonly generationId: number;
  readonly attempt: number;
}

/**
 * One report of a worker. Its command id holds attempt and step, so that a report that is repeated is
 * recognised and one of the next attempt is another one; it hangs under the caller's own cause.
 */
export const reportOnGeneration = (
  deps: Pick<CommandDeps, 'log'>,
  { context }: Caller,
  report: Attempt & { readonly step: readonly (string | number)[]; readonly command: GenerationCommand },
): Promise<Outcome<Generation>> => {
  const { generationId, attempt, step, command } = report;
  const commandId = nameBasedId(context.commandId, generationId, attempt, ...step);
  return deps.log.execute({
    aggregate: generation,
    id: generationId,
    command,
    context: { ...context, commandId },
  });
};
