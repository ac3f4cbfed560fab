// People and projects for the tests of commands: made by the commands themselves, with names nobody else uses.
import { registerAccount, type Registered, type Registration } from '#commands/accounts/register-account.js';
import { changePlan } from '#commands/accounts/change-profile.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { storeDesign } from '#commands/designs/store-design.js';
import { createProject } from '#commands/projects/create-project.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { PlanSlug } from '#domain/plan/plans.js';
import { project, type Project } from '#domain/project/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { randomId } from '#platform/ids.js';
import { caller, type Asked } from '#test/support/callers.js';

export const PASSWORD = 'a long enough passphrase';

/** A word nobody else uses. */
export const fresh = (): string => `u${randomId().replaceAll('-', '')}`;

/** What somebody new sends; `changes` replaces parts of it. */
export const somebody = (changes: Partial<Registration> = {}): Registration => {
  const name = fresh();
  return {
    email: `${name}@example.com`,
    username: name,
    password: PASSWORD,
    firstName: 'Ada',
    lastName: 'King',
    ...changes,
  };
};

export const register = (deps: CommandDeps, input = somebody(), asked: Asked = {}): Promise<Registered> =>
  registerAccount(deps, caller(asked), input);

/** A new account on a plan; answers its id. */
export const person = async (deps: CommandDeps, plan: PlanSlug = 'free'): Promise<number> => {
  const { outcome } = await register(deps);
  const accountId = outcome.state.id;
  if (plan !== 'free') await changePlan(deps, caller({ accountId }), { accountId, plan });
  return accountId;
};

/** A project of `accountId`, with this design. */
export const newProject = (
  deps: CommandDeps,
  accountId: number,
  { design = {}, ...asked }: Asked & { readonly design?: JsonObject } = {},
): Promise<Outcome<Project>> =>
  createProject(deps, caller({ accountId, ...asked }), async () => ({
    ownerId: accountId,
    details: { ...project.initial.details, name: 'Menu' },
    design: await storeDesign(deps, { owner: accountId, design, previous: null }),
    copiedFrom: null,
  }));
