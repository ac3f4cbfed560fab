import { fork } from 'node:child_process';
import { join } from 'node:path';

/** The process that makes the load; `run` answers the figures of a job. One job at a time. */
export const startLoad = () => {
  const child = fork(join(import.meta.dirname, '..', 'load', 'load.mjs'), [], { execArgv: [] });
  let settle;
  child.on('message', (figures) => settle(figures));
  child.on('exit', () => settle?.({ error: 'the load process ended' }));
  return {
    run: async (job) => {
      const answer = new Promise((resolve) => (settle = resolve));
      child.send(job);
      const figures = await answer;
      if (figures.error) throw new Error(`${job.kind}: ${figures.error}`);
      return figures;
    },
    stop: () => child.disconnect(),
  };
};
