import { z } from 'zod';
import { saveDesign } from '#commands/projects/save-design.js';
import { createVersion, restoreVersion } from '#commands/projects/versions.js';
import { usernamesOf } from '#commands/accounts/usernames.js';
import { readDesign } from '#commands/designs/read-design.js';
import type { JsonObject } from '#domain/kit/json.js';
import { AppError } from '#platform/app-error.js';
import { presentVersion } from '../present/version.js';
import { route, type Route } from '../route.js';
import { idParams } from '../schemas/common.js';
import { designToSave, projectBody, restoredVersion, savedProject, versionBody } from '../schemas/project.js';
import { targetOf } from './project-changes.js';
import { replyWithProject, type ProjectDeps } from './project-reply.js';

const TAG = 'Designs and versions';
const SETTLES = ['projects', 'project_versions'];

const save = (deps: ProjectDeps): Route =>
  route({
    method: 'POST',
    paths: ['/projects/:id/save_design'],
    name: 'projects.save_design',
    summary: 'Save the design; the one it replaces is kept as a version. An unchanged design changes nothing',
    tag: TAG,
    policy: 'account',
    params: idParams,
    body: designToSave,
    responses: { 200: savedProject },
    settles: SETTLES,
    handle: async ({ caller, body, ...request }) => {
      const design = body.design_data as JsonObject;
      const wanted = { target: targetOf(request), design, createVersion: body.create_version };
      const outcome = await saveDesign(deps, caller, wanted);
      const kept = outcome.events > 0 ? outcome.state.lastKept : null;
      const extra = kept === null ? {} : { version_created: kept };
      return replyWithProject(deps, caller, { outcome, status: 200, extra });
    },
  });

const record = (deps: ProjectDeps): Route =>
  route({
    method: 'POST',
    paths: ['/projects/:id/create_version'],
    name: 'projects.create_version',
    summary: 'Record the current design as a version',
    tag: TAG,
    policy: 'account',
    params: idParams,
    body: z.object({}),
    responses: { 200: versionBody },
    settles: SETTLES,
    handle: async ({ caller, ...request }) => {
      const { state, revision, position } = await createVersion(deps, caller, targetOf(request));
      const version = state.versions.find(({ number }) => number === state.lastVersionNumber);
      if (!version) throw new AppError('conflict', 'The version was dropped at once. Try again.');
      const [nameOf, design] = await Promise.all([
        usernamesOf(deps, [version.by]),
        readDesign(deps, state.ownerId, version.design),
      ]);
      const body = presentVersion(state.id, { ...version, byName: nameOf(version.by) }, design);
      return { status: 200, body, revision, position };
    },
  });

const restore = (deps: ProjectDeps): Route =>
  route({
    method: 'POST',
    paths: ['/projects/:id/restore_version'],
    name: 'projects.restore_version',
    summary: 'Make the design of a version current again; the one it replaces is kept',
    tag: TAG,
    policy: 'account',
    params: idParams,
    body: restoredVersion,
    responses: { 200: projectBody },
    settles: SETTLES,
    handle: async ({ caller, body, ...request }) => {
      const wanted = { target: targetOf(request), number: body.version_number };
      return replyWithProject(deps, caller, {
        outcome: await restoreVersion(deps, caller, wanted),
        status: 200,
      });
    },
  });

/** Routes of api-contract §5.2 that save designs and keep versions. */
export const projectDesignRoutes = (deps: ProjectDeps): readonly Route[] => [
  save(deps),
  record(deps),
  restore(deps),
];
