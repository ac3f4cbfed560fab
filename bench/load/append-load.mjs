import { Connection, expectAnswer } from '../lib/api.mjs';
import { closedLoop, withConnections } from './closed-loop.mjs';

/** The same load on the baseline: each user has a stream of its own. */
export const appendLoad = ({ url, users, seconds }) =>
  withConnections(
    users,
    () => new Connection(url),
    (opened) =>
      closedLoop(opened, seconds, async ({ connection, stream }, turn) => {
        const answer = await connection.call('POST', `/append/${stream}`, {
          name: `Menu ${Date.now()}-${turn}`,
        });
        expectAnswer(answer, 200);
        return answer.milliseconds;
      }),
  );
