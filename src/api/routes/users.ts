import { personOf, type Caller } from '#commands/caller.js';
import { changeProfile } from '#commands/accounts/change-profile.js';
import { rolesOf } from '#commands/accounts/change-roles.js';
import type { Profile } from '#domain/account/events.js';
import { monthOf } from '#domain/kit/values.js';
import { AppError } from '#platform/app-error.js';
import { findAccount } from '#projections/accounts/queries.js';
import { findAiUsage } from '#projections/ai-usage/queries.js';
import { findConnections } from '#projections/oauth-connections/queries.js';
import type { z } from 'zod';
import { usageOfRow, userOfRow } from '../present/account-row.js';
import { presentUser, userOf } from '../present/user.js';
import { route, type Route } from '../route.js';
import { emptyBody } from '../schemas/recovery.js';
import { currentUser, profileChanges } from '../schemas/user.js';
import { namesOf } from './auth.js';
import type { ProjectDeps } from './project-reply.js';

const TAG = 'Account';
const PATHS = ['/auth/users/me', '/users/me'];

const fieldsOf = (body: z.output<typeof profileChanges>) => ({
  ...(body.name === undefined ? {} : namesOf({ name: body.name })),
  ...(body.first_name === undefined ? {} : { firstName: body.first_name }),
  ...(body.last_name === undefined ? {} : { lastName: body.last_name }),
  displayName: body.display_name,
  avatarUrl: body.avatar_url ?? body.avatar,
  bio: body.bio,
  phone: body.phone,
  jobTitle: body.job_title,
  company: body.company,
  website: body.website,
  location: body.location,
});

const profileOf = (body: z.output<typeof profileChanges>): Profile =>
  Object.fromEntries(Object.entries(fieldsOf(body)).filter(([, value]) => value !== undefined));

/** The row of the signed-in person, and what they used. */
const accountOf = async ({ db }: Pick<ProjectDeps, 'db'>, caller: Caller) => {
  const accountId = personOf(caller);
  const [row, ai, connections] = await Promise.all([
    findAccount(db, accountId),
    findAiUsage(db, { accountId, month: monthOf(caller.at) }),
    findConnections(db, accountId),
  ]);
  return { row, usage: usageOfRow(row, { ai, providers: connections.map(({ provider }) => provider) }) };
};

const show = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: PATHS,
    name: 'users.me',
    summary: 'The signed-in person: profile, plan and usage',
    tag: TAG,
    policy: 'account',
    responses: { 200: currentUser },
    reads: ['accounts', 'ai_usage', 'oauth_connections'],
    handle: async ({ caller }) => {
      const [{ row, usage }, roles] = await Promise.all([
        accountOf(deps, caller),
        rolesOf(deps, personOf(caller)),
      ]);
      if (!row) throw new AppError('not_found', 'This account is not known here (yet).');
      return { status: 200, body: presentUser(userOfRow(row, roles), usage), revision: row.revision };
    },
  });

const change = (deps: ProjectDeps): Route =>
  route({
    method: 'PATCH',
    paths: PATHS,
    name: 'users.change',
    summary: 'Change fields of the own profile',
    tag: TAG,
    policy: 'account',
    body: profileChanges,
    responses: { 200: currentUser },
    settles: ['accounts'],
    handle: async ({ caller, body, ifRevision }) => {
      const accountId = personOf(caller);
      const wanted = { accountId, profile: profileOf(body), onboarded: body.is_onboarded, ifRevision };
      const { state, revision, position } = await changeProfile(deps, caller, wanted);
      const { usage } = await accountOf(deps, caller);
      return { status: 200, body: presentUser(userOf(state), usage), revision, position };
    },
  });

const onboarded = (deps: ProjectDeps): Route =>
  route({
    method: 'POST',
    paths: [
      '/auth/onboarding/complete',
      '/auth/users/me/onboarding/complete',
      '/users/me/onboarding/complete',
    ],
    name: 'users.onboarded',
    summary: 'The first steps are done: is_onboarded is true from now on',
    tag: TAG,
    policy: 'account',
    body: emptyBody,
    responses: { 200: currentUser },
    settles: ['accounts'],
    handle: async ({ caller }) => {
      const wanted = { accountId: personOf(caller), profile: {}, onboarded: true };
      const { state, revision, position } = await changeProfile(deps, caller, wanted);
      const { usage } = await accountOf(deps, caller);
      return { status: 200, body: presentUser(userOf(state), usage), revision, position };
    },
  });

/** The signed-in person (api-contract §4.5). */
export const userRoutes = (deps: ProjectDeps): readonly Route[] => [
  show(deps),
  change(deps),
  onboarded(deps),
];
