/** Edits that turn one word into another: 1 for `DATABSE_URL` and `DATABASE_URL`. */
export const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[other.length] ?? 0;
};

/** The known word that somebody probably meant; undefined when none is near. Longer words forgive more. */
export const nearest = (word: string, known: readonly string[]): string | undefined => {
  const forgiven = word.length > 5 ? 3 : 2;
  const ranked = known
    .map((candidate) => ({
      candidate,
      edits: candidate.startsWith(word) && word !== '' ? 0 : distance(word, candidate),
    }))
    .filter(({ edits, candidate }) => edits <= forgiven && edits < candidate.length)
    .sort((one, other) => one.edits - other.edits);
  return ranked[0]?.candidate;
};
