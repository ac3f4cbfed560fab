import { Connection, expectAnswer } from '../lib/api.mjs';
import { closedLoop, withConnections } from './closed-loop.mjs';

const expectSame = (found, ids) => {
  if (found.length !== ids.length || found.some(({ id }, at) => id !== ids[at]))
    throw new Error('the list does not have what a plain query finds');
};

/**
 * One page of a list after another, by so many connections of one user. Every answer must have exactly these ids in
 * this order, and say that there are `count` (where that is known).
 */
export const listLoad = ({ url, token, path, ids, count, connections, seconds }) =>
  withConnections(
    Array.from({ length: connections }, () => ({})),
    () => new Connection(url, token),
    (opened) =>
      closedLoop(opened, seconds, async ({ connection }) => {
        const answer = await connection.call('GET', path);
        const body = expectAnswer(answer, 200);
        expectSame(body.results, ids);
        if (count !== undefined && body.count !== count)
          throw new Error(`the list says ${body.count} instead of ${count}`);
        return answer.milliseconds;
      }),
  );
