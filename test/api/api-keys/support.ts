import { changePlan } from '#commands/accounts/change-profile.js';
import { importToken } from '#commands/api-keys/import-token.js';
import type { PlanSlug } from '#domain/plan/plans.js';
import { sha256 } from '#platform/hash.js';
import type { Answer, ApiClient } from '#test/support/api-client.js';
import { caller } from '#test/support/callers.js';
import { newPerson, type Person } from '#test/support/people.js';
import { connectWriteSide, type WriteSide } from '#test/support/process-stores.js';
import { newSystem, type Started, type StartedApi, type System } from '#test/support/system.js';

export interface World {
  readonly system: System;
  readonly api: ApiClient;
  readonly started: StartedApi;
  readonly side: WriteSide;
  readonly follower: Started;
  setPlan(person: Person, plan: PlanSlug): Promise<void>;
  importToken(person: Person, token: string): Promise<void>;
  /** A person on the plan that has keys. */
  customer(): Promise<Person>;
  stop(): Promise<void>;
}

/** One API and one follower, and the write side beside them as operators have it. */
export const newWorld = async (): Promise<World> => {
  const system = await newSystem();
  const [started, follower] = await Promise.all([system.api(), system.follower()]);
  const side = await connectWriteSide(system.environment['EVENTSTORE_URL'] ?? '', system.dataDir);
  const now = (): string => new Date().toISOString();
  const setPlan = async ({ id: accountId }: Person, plan: PlanSlug): Promise<void> => {
    await changePlan(side.deps, caller({ at: now() }), { accountId, plan });
  };
  return {
    system,
    started,
    follower,
    side,
    api: started.client,
    setPlan,
    importToken: async ({ id: accountId }, token) => {
      await importToken(side.deps, caller({ at: now() }), { accountId, textDigest: sha256(token) });
    },
    customer: async () => {
      const person = await newPerson(started.client);
      await setPlan(person, 'enterprise');
      return person;
    },
    stop: async () => {
      await side.close();
      await system.stop();
    },
  };
};

export const newKey = async (api: ApiClient, person: Person, fields: object = {}): Promise<Answer> =>
  api.post('/api/v1/auth/api-keys/', { name: 'Export', ...fields }, person.as);

export const byKey = (key: string) => ({ headers: { 'X-API-Key': key } });
