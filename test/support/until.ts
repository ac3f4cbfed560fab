/** Asks again and again until the answer is there, at most so long; for effects nothing announces. */
export const until = async <T>(ask: () => Promise<T | undefined>, patienceMs = 10_000): Promise<T> => {
  for (const end = Date.now() + patienceMs; Date.now() < end;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It never came.');
};
