import { addProjects, peopleWithProject, unlimited } from './people.mjs';

export const CONNECTIONS = 4;
export const STANDING = 20;

/** Creating, listing and deleting projects, each of four accounts having 20 already. */
export const projects = async ({ stack, load, seconds, say }) => {
  const users = await peopleWithProject(stack.url, CONNECTIONS, 'maker');
  for (const user of users) {
    unlimited(user, stack.dataDir);
    await addProjects(stack.url, user, STANDING - 1);
  }
  const job = { kind: 'project', url: stack.url, users };
  await load.run({ ...job, seconds: Math.min(1, seconds) });
  const figures = await load.run({ ...job, seconds });
  say(`create p50 ${figures.create.p50.toFixed(1)} ms, list p50 ${figures.list.p50.toFixed(1)} ms`);
  return figures;
};
