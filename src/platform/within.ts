/** Nothing is known of what was asked: there was no answer in time. */
export class TooLate extends Error {
  readonly code = 'too_late';

  constructor(milliseconds: number) {
    super(`There was no answer within ${milliseconds} ms.`);
    this.name = 'TooLate';
  }
}

/** `work`, or `TooLate` after the time; what the work comes to then, nobody hears. */
export const within = async <T>(milliseconds: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooLate(milliseconds)), milliseconds);
  });
  return Promise.race([work, expiry]).finally(() => clearTimeout(timer));
};

/** The same question, asked at most once in so many milliseconds: those who come meanwhile share the answer. */
export const shared = <T>(milliseconds: number, ask: () => Promise<T>): (() => Promise<T>) => {
  let last: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return () => {
    const now = performance.now();
    if (last === undefined || now - last.at >= milliseconds) last = { at: now, answer: ask() };
    return last.answer;
  };
};
