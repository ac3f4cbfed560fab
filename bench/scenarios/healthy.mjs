import { newDataDir, removeDataDir, startStack } from '../lib/stack.mjs';
import { over } from '../lib/stats.mjs';

const measured = async (dataDir) => {
  const stack = await startStack(dataDir);
  await stack.stop();
  return stack.readyMs;
};

/** Milliseconds until the backend is healthy: on an empty data directory, and again on the same one. */
export const timeToHealthy = async ({ starts, say }) => {
  const rounds = [];
  for (let round = 1; round <= starts; round += 1) {
    const dataDir = newDataDir();
    try {
      const first = await measured(dataDir);
      const second = await measured(dataDir);
      rounds.push({ first, second });
      say(`start ${round}: first ${(first / 1000).toFixed(2)} s, second ${(second / 1000).toFixed(2)} s`);
    } finally {
      removeDataDir(dataDir);
    }
  }
  return { starts, first: over(rounds, ({ first }) => first), second: over(rounds, ({ second }) => second) };
};
