import { Connection, expectAnswer } from '../lib/api.mjs';
import { closedLoop, withConnections } from './closed-loop.mjs';

/** Every so many commands, the project is read as well. */
const READ_EVERY = 25;

/**
 * Each user renames its own project. Every answer must be 200 with the new name and without X-Projection-Lag;
 * a sample is read back at once, without asking for any position, and must show the new name. Reading is not
 * timed.
 */
export const commandLoad = ({ url, users, seconds }) =>
  withConnections(
    users,
    ({ token }) => new Connection(url, token),
    (opened) =>
      closedLoop(opened, seconds, async ({ connection, project }, turn) => {
        const path = `/api/projects/${project}/`;
        const name = `Menu ${Date.now()}-${turn}`;
        const answer = await connection.call('PATCH', path, { name });
        if (expectAnswer(answer, 200).name !== name) throw new Error('the answer has another name');
        if (turn % READ_EVERY === 0) {
          const read = expectAnswer(await connection.call('GET', path), 200);
          if (read.name !== name) throw new Error(`stale read: ${read.name} instead of ${name}`);
        }
        return answer.milliseconds;
      }),
  );
