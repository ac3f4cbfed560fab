import { randomUUID } from 'node:crypto';
import { bodyAs, expectEqual, expectStatus } from '../expect.js';
import type { Person } from '../person.js';
import { failureShape, meShape, projectShape } from '../shapes.js';
import type { Stage } from '../stage.js';
import { placeOf, type Place } from './design.js';

/** The third project of a Free account, the fourth, and what happens to a lost answer. Gives the third. */
export const reachTheLimit = async (stage: Stage, owner: Person): Promise<Place> => {
  const key = randomUUID();
  const body = { name: 'Logo', project_type: 'logo' };
  const first = await stage.step('Create a third project', async (note) => {
    const answer = await owner.post('/projects/', body, { key });
    const { id } = bodyAs(answer, 201, projectShape);
    note(`project ${id}`);
    return { answer, id };
  });
  await stage.step('Same request, same Idempotency-Key', async (note) => {
    const again = expectStatus(await owner.post('/projects/', body, { key }), 201);
    expectEqual('the body', again.body, first.answer.body);
    expectEqual('the ETag', again.etag, first.answer.etag);
    note('same answer, one project');
  });
  await stage.step('Create a fourth project (Free plan)', async (note) => {
    const answer = await owner.post('/projects/', { name: 'One too many', project_type: 'graphic' });
    const { code, limit, used } = bodyAs(answer, 403, failureShape);
    expectEqual('the refusal', { code, limit, used }, { code: 'project_limit_exceeded', limit: 3, used: 3 });
    note(`403 ${code}`);
  });
  return placeOf(first.id);
};

export const deleteProject = (stage: Stage, owner: Person, { path }: Place): Promise<void> =>
  stage.step('Delete the third project', async (note) => {
    expectStatus(await owner.remove(path), 204);
    expectStatus(await owner.get(path), 404);
    const { subscription } = bodyAs(await owner.get('/users/me/'), 200, meShape);
    expectEqual('projects_used', subscription.projects_used, 2);
    note('gone, its place is free');
  });
