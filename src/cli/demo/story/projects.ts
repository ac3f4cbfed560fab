import { bodyAs, expectEqual, expectStatus, expectThat } from '../expect.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { Person } from '../person.js';
import { failureShape, projectShape, projectsShape } from '../shapes.js';
import type { Stage } from '../stage.js';
import { placeOf, type Place } from './design.js';

const NEW_NAME = "Rosie's Café – Sommer ☀️ #2";

export const duplicate = (
  stage: Stage,
  owner: Person,
  { place, design }: { place: Place; design: JsonObject },
): Promise<Place> =>
  stage.step('Duplicate the project', async (note) => {
    const copy = bodyAs(await owner.post(`${place.path}duplicate/`), 201, projectShape);
    expectThat(copy.id !== place.id, 'the copy has the id of the original');
    expectEqual('the copied design', copy.design_data, design);
    note(`project ${copy.id}`);
    return placeOf(copy.id);
  });

/** Renames with the ETag just read, then tries again with the old one. */
export const rename = async (stage: Stage, owner: Person, place: Place): Promise<void> => {
  const stale = await stage.step('Rename it (If-Match)', async (note) => {
    const { etag } = expectStatus(await owner.get(place.path), 200);
    const answer = await owner.patch(place.path, { name: NEW_NAME }, { ifMatch: etag ?? '' });
    expectEqual('name', bodyAs(answer, 200, projectShape).name, NEW_NAME);
    expectThat(etag !== null && answer.etag !== null && answer.etag !== etag, 'the ETag has not changed');
    note(`ETag ${etag ?? ''} became ${answer.etag ?? ''}`);
    return etag;
  });
  await stage.step('Rename it with a stale ETag', async (note) => {
    const answer = await owner.patch(place.path, { name: 'Too late' }, { ifMatch: String(stale) });
    note(`412 ${bodyAs(answer, 412, failureShape).code}`);
  });
};

export const listMine = (stage: Stage, owner: Person, ids: readonly number[]): Promise<void> =>
  stage.step('List my projects', async (note) => {
    const listed = bodyAs(await owner.get('/projects/my_projects/'), 200, projectsShape);
    const byId = listed.map(({ id }) => id).sort();
    expectEqual('ids in the list', byId, [...ids].sort());
    expectThat(
      listed.some(({ name }) => name === NEW_NAME),
      'the list shows the old name',
    );
    note(`${listed.length} projects, without designs`);
  });
