/** What test files started together, ended once after the last test, in reverse order. */
const endings: (() => Promise<unknown>)[] = [];

/** Ends something when all tests of this process are over, whether they passed or not. */
export const atTheEnd = (end: () => Promise<unknown>): void => {
  endings.push(end);
};

/** Registered on mocha's root suite by whichever test file imports it first. */
after('what the tests started is stopped', async () => {
  for (const end of endings.reverse()) await end();
});

/** The same value for everyone who asks, made when the first one does. */
export const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};
