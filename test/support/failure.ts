/** What a promise fails with; it is a failure of the test when it does not fail. */
export const failureOf = async (work: Promise<unknown>): Promise<Error & { readonly code?: unknown }> => {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Error)) throw new Error('It was expected to fail with an error, and did not.');
  return outcome;
};

/** The `code` of the error a promise fails with. */
export const codeOf = async (work: Promise<unknown>): Promise<unknown> => (await failureOf(work)).code;
