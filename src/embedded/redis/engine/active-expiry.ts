import type { Keyspace } from './keyspace.js';

const LOOK_AT = 200;
// More than this share was over: there is more to find, go on at once.
const GO_ON_ABOVE = 0.25;
const LONGEST_MS = 25;

/** Removes keys past their time that nobody asks for: a bounded look per call, round after round. */
export const createActiveExpiry = (keys: Keyspace): (() => void) => {
  let walk = keys.expiring.values();
  const look = (): number => {
    let gone = 0;
    for (let seen = 0; seen < LOOK_AT; seen += 1) {
      const step = walk.next();
      if (step.done === true) {
        walk = keys.expiring.values();
        break;
      }
      if (keys.entry(step.value) === undefined) gone += 1;
    }
    return gone;
  };
  return () => {
    keys.setNow(Date.now());
    const end = Date.now() + LONGEST_MS;
    while (look() > LOOK_AT * GO_ON_ABOVE && Date.now() < end);
  };
};
