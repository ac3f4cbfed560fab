import { bodyAs, expectEqual, expectStatus, expectThat } from '../expect.js';
import type { Person } from '../person.js';
import { meShape, signedInShape, tokensShape } from '../shapes.js';
import type { Stage } from '../stage.js';

const SMALLEST_ID = 2 ** 40;

export const signUp = (stage: Stage, person: Person): Promise<void> =>
  stage.step(`Sign up as ${person.username}`, async (note) => {
    const { username, email, password } = person;
    const answer = await person.post('/auth/register/', { username, email, password });
    const { access, refresh, user } = bodyAs(answer, 201, signedInShape);
    expectEqual('user.username', user.username, username);
    expectEqual('user.email', user.email, email);
    expectThat(user.id >= SMALLEST_ID, `user.id ${user.id} is smaller than any id of ours`);
    Object.assign(person, { id: user.id, access, refresh });
    note(`account ${user.id}`);
  });

/** The person looks at their profile and gets fresh tokens. */
export const settleIn = async (stage: Stage, person: Person): Promise<void> => {
  await stage.step('Look at my profile (users/me)', async (note) => {
    const me = bodyAs(await person.get('/auth/users/me/'), 200, meShape);
    expectEqual('id', me.id, person.id);
    expectEqual('email', me.email, person.email);
    expectEqual('subscription.tier', me.subscription.tier, 'free');
    note(`${me.subscription.tier} plan, ${me.subscription.projects_limit} projects`);
  });
  await stage.step('Refresh my tokens', async (note) => {
    const before = person.access;
    const answer = await person.post('/auth/refresh/', { refresh: person.refresh });
    const { access, refresh } = bodyAs(answer, 200, tokensShape);
    expectThat(access !== before && refresh !== person.refresh, 'the tokens are still the old ones');
    Object.assign(person, { access, refresh });
    expectStatus(await person.post('/token/verify/', { token: access }), 200);
    note('both rotated');
  });
};

export const signOut = (stage: Stage, person: Person): Promise<void> =>
  stage.step('Sign out', async (note) => {
    const { refresh } = person;
    expectStatus(await person.post('/auth/logout/', { refresh }), 204);
    expectStatus(await person.post('/auth/refresh/', { refresh }), 401);
    note('refresh token is dead');
  });
