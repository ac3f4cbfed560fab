import { account } from '#domain/account/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { project } from '#domain/project/index.js';
import { releaseName, releaseNames } from '../accounts/reserve-names.js';
import { stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { releaseSlot } from '../projects/delete-project.js';

/** `kept`: the account or project exists and holds it, so it stands. */
export type GivenUp = 'released' | 'kept';

interface Slot {
  readonly accountId: number;
  readonly projectId: number;
}

interface Name {
  readonly key: string;
  readonly kind: 'email' | 'username';
  readonly accountId: number;
}

/**
 * Gives up a name whose registration never came to an end. The account is fenced first. A name of an account that came
 * to be with other names (two tries at once chose differently) goes too.
 */
export const giveUpName = async (deps: CommandDeps, caller: Caller, name: Name): Promise<GivenUp> => {
  const givenUp = await releaseNames(deps, caller, { claims: [name], reason: 'registration_abandoned' });
  if (givenUp === 'released') return givenUp;
  const { emailKey, usernameKey } = (await deps.log.load(account, name.accountId)).state;
  if ([emailKey, usernameKey].includes(name.key)) return 'kept';
  await releaseName(deps, caller, { ...name, reason: 'registration_abandoned' });
  return 'released';
};

/** Gives up a slot whose project was never created. The project is fenced first, so that it never can be. */
export const giveUpSlot = async (deps: CommandDeps, caller: Caller, slot: Slot): Promise<GivenUp> => {
  const { accountId, projectId } = slot;
  try {
    await deps.log.execute({
      aggregate: project,
      id: projectId,
      command: { type: 'AbandonProject', projectId, ownerId: accountId, at: caller.at },
      context: { ...stepOf(caller.context, 'fence', projectId), account: accountId },
    });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'target_exists') return 'kept';
    throw error;
  }
  await releaseSlot(deps, caller, { ...slot, reason: 'project_abandoned' });
  return 'released';
};
