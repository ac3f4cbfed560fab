import { latencies } from '../lib/stats.mjs';

/**
 * Each user does one thing after another, without a pause, until the time is over. `step(user, turn)` answers
 * how long the client waited (ms); what it throws ends the run: a wrong answer is not measured.
 */
export const closedLoop = async (users, seconds, step) => {
  const started = performance.now();
  const end = started + seconds * 1000;
  const times = [];
  const one = async (user) => {
    for (let turn = 0; performance.now() < end; turn += 1) times.push(await step(user, turn));
  };
  await Promise.all(users.map(one));
  const elapsed = (performance.now() - started) / 1000;
  return { ...latencies(times), perSecond: times.length / elapsed };
};

/** Opens a connection for each user, runs, and closes them. */
export const withConnections = async (users, open, work) => {
  const opened = users.map((user) => ({ ...user, connection: open(user) }));
  try {
    return await work(opened);
  } finally {
    await Promise.all(opened.map(({ connection }) => connection.close()));
  }
};
