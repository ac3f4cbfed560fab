import { countObjects } from '#domain/design/count-objects.js';
import type { JsonObject } from '#domain/kit/json.js';
import { bytesText } from '#cli/format/short-data.js';
import { withRectangleAt } from '../design.js';
import { bodyAs, expectEqual, expectThat } from '../expect.js';
import type { Person } from '../person.js';
import { projectShape, versionShape, versionsShape } from '../shapes.js';
import type { Stage } from '../stage.js';

/** A project the story works on, and its address. */
export interface Place {
  readonly id: number;
  readonly path: string;
}

export const placeOf = (id: number): Place => ({ id, path: `/projects/${id}/` });

const POSTER = { name: "Rosie's Café – Plakat 🥐", project_type: 'graphic', canvas_background: '#F8FAFC' };

export const createPoster = (stage: Stage, owner: Person): Promise<Place> =>
  stage.step('Create a project', async (note) => {
    const created = bodyAs(await owner.post('/projects/', POSTER), 201, projectShape);
    expectEqual('name', created.name, POSTER.name);
    expectEqual('design_data', created.design_data, {});
    expectThat(created.is_owner, 'the project is not mine');
    note(`project ${created.id}`);
    return placeOf(created.id);
  });

const readDesign = async (person: Person, { path }: Place): Promise<JsonObject> =>
  bodyAs(await person.get(path), 200, projectShape).design_data;

const expectDesign = (actual: JsonObject, expected: JsonObject): void =>
  expectEqual('the design that came back', actual, expected);

const save = async (person: Person, { path }: Place, design: JsonObject) => {
  const answer = await person.post(`${path}save_design/`, { design_data: design });
  return { answer, saved: bodyAs(answer, 200, projectShape) };
};

/** Saves, reads back, saves again without a change. */
export const saveAndRead = async (
  stage: Stage,
  owner: Person,
  work: { place: Place; design: JsonObject },
) => {
  const { place, design } = work;
  const etag = await stage.step('Save a real design with a photo', async (note) => {
    const { answer, saved } = await save(owner, place, design);
    expectDesign(saved.design_data, design);
    note(`${countObjects(design)} objects, ${bytesText(answer.sentBytes)} sent`);
    return answer.etag;
  });
  await stage.step('Read it back', async (note) => {
    expectDesign(await readDesign(owner, place), design);
    note('equal to what was sent');
  });
  await stage.step('Autosave without a change', async (note) => {
    const { answer } = await save(owner, place, design);
    expectEqual('ETag', answer.etag, etag);
    note('no event, no file');
  });
};

/** Changes the design, keeps versions, goes back to the first one. */
export const workWithVersions = async (
  stage: Stage,
  owner: Person,
  work: { place: Place; design: JsonObject },
) => {
  const { place, design } = work;
  const moved = withRectangleAt(design, 96.5);
  await stage.step('Move a rectangle and save', async (note) => {
    const { saved } = await save(owner, place, moved);
    expectDesign(saved.design_data, moved);
    expectEqual('version_created', saved.version_created, 1);
    note('version 1 keeps the old one');
  });
  await stage.step('Keep this one as a version', async (note) => {
    const kept = bodyAs(await owner.post(`${place.path}create_version/`), 200, versionShape);
    expectEqual('version_number', kept.version_number, 2);
    note(`version 2 by ${kept.created_by_name}`);
  });
  await stage.step('List the versions', async (note) => {
    const versions = bodyAs(await owner.get(`${place.path}versions/`), 200, versionsShape);
    const numbers = versions.map((version) => version.version_number);
    expectEqual('version numbers', numbers, [2, 1]);
    note('2 and 1, newest first');
  });
  await stage.step('Go back to version 1', async (note) => {
    const answer = await owner.post(`${place.path}restore_version/`, { version_number: 1 });
    expectDesign(bodyAs(answer, 200, projectShape).design_data, design);
    expectDesign(await readDesign(owner, place), design);
    note('the first design is back');
  });
};
