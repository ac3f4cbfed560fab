import type { JsonObject } from '#domain/kit/json.js';
import { withRectangleAt } from '../design.js';
import { bodyAs, expectEqual, expectThat } from '../expect.js';
import type { Person } from '../person.js';
import { failureShape, projectPageShape, projectShape, versionsShape } from '../shapes.js';
import type { Stage } from '../stage.js';
import type { Place } from './design.js';

interface Shared {
  readonly place: Place;
  readonly design: JsonObject;
  readonly owner: Person;
  readonly guest: Person;
}

export const hiddenFromStrangers = (stage: Stage, stranger: Person, { path }: Place): Promise<void> =>
  stage.step(`${nameOf(stranger)} asks for a foreign project`, async (note) => {
    const foreign = bodyAs(await stranger.get(path), 404, failureShape);
    const nonsense = bodyAs(await stranger.get('/projects/4503599627370497/'), 404, failureShape);
    expectEqual('the answer for a foreign project', foreign.error, nonsense.error);
    note('404, as if it did not exist');
  });

const nameOf = ({ username }: Person): string => {
  const name = username.split('-')[0] ?? username;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
};

/** The guest is let in, sees the project and saves a change. */
export const share = async (stage: Stage, { place, design, owner, guest }: Shared): Promise<void> => {
  const who = nameOf(guest);
  await stage.step(`Share it with ${who}`, async (note) => {
    const answer = await owner.post(`${place.path}add_collaborator/`, { username: guest.username });
    expectEqual('collaborators', bodyAs(answer, 200, projectShape).collaborator_names, [guest.username]);
    note(`${guest.username} may edit`);
  });
  await stage.step(`${who} sees it`, async (note) => {
    const seen = bodyAs(await guest.get(place.path), 200, projectShape);
    expectThat(!seen.is_owner, 'the guest is shown as owner');
    expectEqual('the design', seen.design_data, design);
    const page = bodyAs(await guest.get('/projects/'), 200, projectPageShape);
    expectEqual(
      'projects in the list',
      page.results.map(({ id }) => id),
      [place.id],
    );
    note('in the editor and the list');
  });
  await stage.step(`${who} saves a change`, async (note) => {
    const changed = withRectangleAt(design, 120);
    const answer = await guest.post(`${place.path}save_design/`, { design_data: changed });
    const { version_created: kept } = bodyAs(answer, 200, projectShape);
    expectThat(kept !== undefined, 'the design before was not kept');
    note(`version ${String(kept)} keeps the old one`);
  });
};

const revisionOf = (etag: string | null): number => Number((etag ?? '').replaceAll('"', ''));

/** Both save at the same moment; afterwards one is current and the other one a version. */
export const saveAtOnce = (stage: Stage, { place, design, owner, guest }: Shared): Promise<void> =>
  stage.step('Both save at the same moment', async (note) => {
    const url = `${place.path}versions/`;
    const before = bodyAs(await owner.get(url), 200, versionsShape).length;
    const answers = await Promise.all(
      [owner, guest].map((person, index) =>
        person.post(`${place.path}save_design/`, { design_data: withRectangleAt(design, 200 + index) }),
      ),
    );
    for (const answer of answers) bodyAs(answer, 200, projectShape);
    const [first = 0, second = 0] = answers.map(({ etag }) => revisionOf(etag)).sort((a, b) => a - b);
    expectEqual('the second revision', second, first + 1);
    const after = bodyAs(await owner.get(url), 200, versionsShape).length;
    expectEqual('versions', after, before + 2);
    note('one after the other');
  });
