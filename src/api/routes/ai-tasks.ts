import { z } from 'zod';
import { personOf, type Caller } from '#commands/caller.js';
import { usernamesOf } from '#commands/accounts/usernames.js';
import { cancelGeneration } from '#commands/generations/cancel-generation.js';
import { generation } from '#domain/generation/index.js';
import { AppError } from '#platform/app-error.js';
import { countAiTasks, listAiTasks } from '#projections/ai-tasks/queries.js';
import { pageOf, pageQuery, presentPage } from '../pagination.js';
import { presentTask, taskOf, taskOfRow } from '../present/ai-task.js';
import { route, type Reply, type Route } from '../route.js';
import { aiTask, aiTaskPage } from '../schemas/ai-answers.js';
import { idParams } from '../schemas/common.js';
import type { Seen } from '../waiting/follow-generation.js';
import { resultOf, type AiDeps } from './ai-reply.js';

const TAG = 'AI';
/** As many as a list without pages shows. */
const NEWEST = { page: 1, pageSize: 500 };

/** The caller's own task as the log has it; unknown and foreign ones look the same. */
export const ownTask = async (deps: AiDeps, caller: Caller, id: number): Promise<Seen> => {
  const seen = await deps.log.load(generation, id);
  const { status, accountId } = seen.state;
  if (status === 'none' || status === 'abandoned' || accountId !== personOf(caller)) {
    throw new AppError('not_found', 'There is no such task.');
  }
  return seen;
};

const replyWithTask = async (deps: AiDeps, { state, revision, position }: Seen): Promise<Reply> => {
  const [nameOf, result] = await Promise.all([usernamesOf(deps, [state.accountId]), resultOf(deps, state)]);
  const body = presentTask(taskOf(state, nameOf(state.accountId)), result);
  return { status: 200, body, revision, position };
};

const show = (deps: AiDeps, { paths, name }: Pick<Route, 'paths' | 'name'>): Route =>
  route({
    method: 'GET',
    paths,
    name,
    summary: 'A task: how far it is and, once it is completed, its result',
    tag: TAG,
    policy: 'account',
    params: idParams,
    responses: { 200: aiTask },
    handle: async ({ caller, params }) => {
      const { position: _position, ...reply } = await replyWithTask(
        deps,
        await ownTask(deps, caller, params.id),
      );
      return reply;
    },
  });

const cancel = (deps: AiDeps): Route =>
  route({
    method: 'POST',
    paths: ['/ai/tasks/:id/cancel'],
    name: 'ai.cancel',
    summary: 'Cancel a task; one that was not running yet does not count',
    tag: TAG,
    policy: 'account',
    params: idParams,
    body: z.object({}),
    responses: { 200: aiTask },
    settles: ['ai_tasks', 'ai_usage'],
    handle: async ({ caller, params, ifRevision }) =>
      replyWithTask(deps, await cancelGeneration(deps, caller, { generationId: params.id, ifRevision })),
  });

const list = (deps: AiDeps): Route =>
  route({
    method: 'GET',
    paths: ['/ai/requests'],
    name: 'ai.requests',
    summary: `Own tasks, newest first, without results: the newest ${NEWEST.pageSize}, or pages when page or page_size is given`,
    tag: TAG,
    policy: 'account',
    query: pageQuery,
    responses: { 200: z.union([z.array(aiTask), aiTaskPage]) },
    reads: ['ai_tasks', 'accounts'],
    handle: async ({ caller, query, origin, path }) => {
      const accountId = personOf(caller);
      const paged = query.page !== undefined || query.page_size !== undefined;
      const page = paged ? pageOf(query) : NEWEST;
      const rows = await listAiTasks(deps.db, { accountId, ...page });
      const results = rows.map((row) => presentTask(taskOfRow(row), null));
      if (!paged) return { status: 200, body: results };
      const count = await countAiTasks(deps.db, accountId);
      return { status: 200, body: presentPage(page, { origin, path, count, results }) };
    },
  });

/** Routes of api-contract §6.3: polling, history and cancelling. */
export const aiTaskRoutes = (deps: AiDeps): readonly Route[] => [
  show(deps, { paths: ['/ai/tasks/:id', '/ai/generate/:id'], name: 'ai.task' }),
  cancel(deps),
  list(deps),
  show(deps, { paths: ['/ai/requests/:id'], name: 'ai.request' }),
];
