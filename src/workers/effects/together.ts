/**
 * Many calls as few: what is asked while an answer is under way goes out together when it is there. `ask`
 * answers in the order it was asked; what it fails with, all of them fail with.
 */
export const together = <In, Out>(
  ask: (all: readonly In[]) => Promise<readonly Out[]>,
): ((one: In) => Promise<Out>) => {
  let waiting: {
    readonly one: In;
    readonly resolve: (out: Out) => void;
    readonly reject: (error: unknown) => void;
  }[] = [];
  let asking = false;
  const askAll = async (): Promise<void> => {
    asking = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const answers = await ask(batch.map(({ one }) => one));
        answers.forEach((answer, at) => batch[at]?.resolve(answer));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    asking = false;
  };
  return (one) =>
    new Promise((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      if (!asking) void askAll();
    });
};
