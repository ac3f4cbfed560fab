import { Connection, expectAnswer } from '../lib/api.mjs';
import { latencies } from '../lib/stats.mjs';
import { closedLoop, withConnections } from './closed-loop.mjs';

/** Each user creates a project, finds it in its list, and deletes it. The projects it has already stay. */
export const projectLoad = ({ url, users, seconds }) =>
  withConnections(
    users,
    ({ token }) => new Connection(url, token),
    async (opened) => {
      const times = { create: [], list: [], remove: [] };
      const timed = async (name, answer, status) => {
        const body = expectAnswer(await answer, status);
        times[name].push((await answer).milliseconds);
        return body;
      };
      await closedLoop(opened, seconds, async ({ connection }, turn) => {
        const body = { name: `Poster ${turn}`, project_type: 'graphic' };
        const { id } = await timed('create', connection.call('POST', '/api/projects/', body), 201);
        const list = await timed('list', connection.call('GET', '/api/projects/'), 200);
        if (!list.results.some((project) => project.id === id)) throw new Error('the list lacks the project');
        await timed('remove', connection.call('DELETE', `/api/projects/${id}/`), 204);
        return 0;
      });
      return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, latencies(all)]));
    },
  );
