import { personOf } from '#commands/caller.js';
import { z } from 'zod';
import { changeDetails } from '#commands/projects/change-project.js';
import { createProject } from '#commands/projects/create-project.js';
import { deleteProject } from '#commands/projects/delete-project.js';
import { duplicateProject } from '#commands/projects/duplicate-project.js';
import { addCollaborator } from '#commands/projects/add-collaborator.js';
import { removeCollaborator } from '#commands/projects/remove-collaborator.js';
import { storeDesign } from '#commands/designs/store-design.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { ApiRequest } from '../route.js';
import { route, type Route } from '../route.js';
import { idParams } from '../schemas/common.js';
import { newCollaborator, newProject, projectBody, projectChanges } from '../schemas/project.js';
import { changesOf, newDetails, replyWithProject, type ProjectDeps } from './project-reply.js';

const TAG = 'Projects';
const SETTLES = ['projects', 'project_versions'];

type Target = Pick<ApiRequest<{ id: number }, unknown, unknown>, 'params' | 'ifRevision'>;

export const targetOf = ({ params, ifRevision }: Target) => ({ projectId: params.id, ifRevision });

const create = (deps: ProjectDeps): Route =>
  route({
    method: 'POST',
    paths: ['/projects'],
    name: 'projects.create',
    summary: 'Create a project',
    tag: TAG,
    policy: 'account',
    body: newProject,
    responses: { 201: projectBody },
    settles: SETTLES,
    handle: async ({ caller, body }) => {
      const outcome = await createProject(deps, caller, async () => {
        const ownerId = personOf(caller);
        const design = (body.design_data ?? {}) as JsonObject;
        const ref = await storeDesign(deps, { owner: ownerId, design, previous: null });
        return { ownerId, details: newDetails(body), design: ref, copiedFrom: null };
      });
      return replyWithProject(deps, caller, { outcome, status: 201 });
    },
  });

const change = (deps: ProjectDeps, method: 'PATCH' | 'PUT'): Route =>
  route({
    method,
    paths: ['/projects/:id'],
    name: method === 'PATCH' ? 'projects.change' : 'projects.replace',
    summary: 'Change details of a project; fields that are not sent stay as they are',
    tag: TAG,
    policy: 'account',
    params: idParams,
    body: projectChanges,
    responses: { 200: projectBody },
    settles: SETTLES,
    handle: async ({ caller, body, ...request }) => {
      const changes = changesOf(body);
      const outcome = await changeDetails(deps, caller, { target: targetOf(request), changes });
      return replyWithProject(deps, caller, { outcome, status: 200 });
    },
  });

const remove = (deps: ProjectDeps): Route =>
  route({
    method: 'DELETE',
    paths: ['/projects/:id'],
    name: 'projects.delete',
    summary: 'Delete a project (owner only)',
    tag: TAG,
    policy: 'account',
    params: idParams,
    responses: { 204: null },
    settles: SETTLES,
    handle: async ({ caller, ...request }) => {
      const { position } = await deleteProject(deps, caller, targetOf(request));
      return { status: 204, position };
    },
  });

const duplicate = (deps: ProjectDeps): Route =>
  route({
    method: 'POST',
    paths: ['/projects/:id/duplicate'],
    name: 'projects.duplicate',
    summary: 'Copy a project into the own account',
    tag: TAG,
    policy: 'account',
    params: idParams,
    body: z.object({}),
    responses: { 201: projectBody },
    settles: SETTLES,
    handle: async ({ caller, params }) =>
      replyWithProject(deps, caller, {
        outcome: await duplicateProject(deps, caller, params.id),
        status: 201,
      }),
  });

const share = (deps: ProjectDeps): Route =>
  route({
    method: 'POST',
    paths: ['/projects/:id/add_collaborator'],
    name: 'projects.add_collaborator',
    summary: 'Let another person edit the project (owner only)',
    tag: TAG,
    policy: 'account',
    params: idParams,
    body: newCollaborator,
    responses: { 200: projectBody },
    settles: SETTLES,
    handle: async ({ caller, body, ...request }) => {
      const { username, user_id: accountId = 0 } = body;
      const invited = username === undefined ? { accountId } : { username };
      const outcome = await addCollaborator(deps, caller, { target: targetOf(request), invited });
      return replyWithProject(deps, caller, { outcome, status: 200 });
    },
  });

const unshare = (deps: ProjectDeps): Route =>
  route({
    method: 'DELETE',
    paths: ['/projects/:id/collaborators/:user_id'],
    name: 'projects.remove_collaborator',
    summary: 'End a person’s work on the project: the owner removes anybody, everybody may leave',
    tag: TAG,
    policy: 'account',
    params: idParams.extend({ user_id: idParams.shape.id }),
    responses: { 204: null },
    settles: SETTLES,
    handle: async ({ caller, params, ...request }) => {
      const target = targetOf({ ...request, params });
      const left = { target, collaboratorId: params.user_id };
      const { position } = await removeCollaborator(deps, caller, left);
      return { status: 204, position };
    },
  });

/** Routes that create, change, copy, share and delete projects (api-contract §5.2). */
export const projectChangeRoutes = (deps: ProjectDeps): readonly Route[] => [
  create(deps),
  change(deps, 'PATCH'),
  change(deps, 'PUT'),
  remove(deps),
  duplicate(deps),
  share(deps),
  unshare(deps),
];
