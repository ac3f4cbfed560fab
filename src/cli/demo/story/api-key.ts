import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../api-client.js';
import { bodyAs, expectEqual, expectStatus, expectThat } from '../expect.js';
import type { Person } from '../person.js';
import { apiKeyShape, failureShape, meShape } from '../shapes.js';
import type { Stage } from '../stage.js';

const POLL_MS = 200;

/** Puts the account on the Enterprise plan, as `account set-plan` does. */
export type ToEnterprise = (accountId: number) => Promise<void>;

interface KeyScene {
  readonly api: ApiClient;
  readonly toEnterprise: ToEnterprise;
  readonly patienceMs: number;
}

const whenRefused = async (ask: () => Promise<number>, patienceMs: number): Promise<void> => {
  const end = performance.now() + patienceMs;
  while ((await ask()) !== 401) {
    expectThat(performance.now() < end, 'the revoked key still lets in');
    await delay(POLL_MS);
  }
};

/** Makes a key on an Enterprise account, calls with it and revokes it. Gives its id. */
export const useApiKey = async (
  stage: Stage,
  person: Person,
  { api, toEnterprise, patienceMs }: KeyScene,
): Promise<string> => {
  const made = await stage.step('Make an API key (Enterprise plan)', async (note) => {
    const wanted = { name: 'Nightly export', scopes: ['read'] };
    const { code } = bodyAs(await person.post('/auth/api-keys/', wanted), 403, failureShape);
    await toEnterprise(person.id);
    const key = bodyAs(await person.post('/auth/api-keys/', wanted), 201, apiKeyShape);
    note(`${key.key_prefix}…, before the upgrade: 403 ${code}`);
    return key;
  });
  const read = () => api.call({ method: 'GET', path: '/users/me/', apiKey: made.key });
  await stage.step('Call with the key', async (note) => {
    expectEqual('id', bodyAs(await read(), 200, meShape).id, person.id);
    const refused = await api.call({ method: 'POST', path: '/projects/', apiKey: made.key, body: {} });
    note(`reads, but 403 ${bodyAs(refused, 403, failureShape).code} for a write`);
  });
  await stage.step('Revoke the key', async (note) => {
    expectStatus(await person.remove(`/auth/api-keys/${made.id}/`), 204);
    await whenRefused(async () => (await read()).status, patienceMs);
    note('refused from now on');
  });
  return made.id;
};
