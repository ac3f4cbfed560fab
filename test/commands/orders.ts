// Commands as data, so that one process can be told to carry out what another one began.
import { registerAccount } from '#commands/accounts/register-account.js';
import type { Caller } from '#commands/caller.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { saveDesign } from '#commands/projects/save-design.js';
import { createVersion } from '#commands/projects/versions.js';
import type { Outcome } from '#eventlog/execution.js';
import { caller } from '#test/support/callers.js';
import { newProject, somebody } from './people.js';

export interface Order {
  readonly name: 'register' | 'create project' | 'save design' | 'create version';
  /** Idempotency-Key, and the name of whoever registers. */
  readonly key: string;
  readonly at: string;
  /** Who asks; 0 for a registration. */
  readonly accountId: number;
  /** The project that is changed; 0 when there is none. */
  readonly projectId: number;
}

const design = { objects: [{ type: 'rect', left: 7 }] };

const outcomeOf = async (deps: CommandDeps, order: Order, by: Caller): Promise<Outcome<unknown>> => {
  const { name, accountId, key, at, projectId } = order;
  switch (name) {
    case 'register': {
      const input = somebody({ username: key, email: `${key}@example.com` });
      const { outcome, tokens } = await registerAccount(deps, by, input);
      return { ...outcome, state: { ...outcome.state, tokens } };
    }
    case 'create project':
      return newProject(deps, accountId, { key, at, design });
    case 'save design':
      return saveDesign(deps, by, { target: { projectId }, design, createVersion: true });
    case 'create version':
      return createVersion(deps, by, { projectId });
  }
};

/** What the answer to the client is made of, as text: equal texts are equal answers. */
export const carryOut = async (deps: CommandDeps, order: Order): Promise<string> => {
  const { accountId, key, at } = order;
  const by = caller({ accountId: order.name === 'register' ? null : accountId, key, at });
  const { state, revision, position } = await outcomeOf(deps, order, by);
  return JSON.stringify({ state, revision, position: position?.commit.toString() });
};
