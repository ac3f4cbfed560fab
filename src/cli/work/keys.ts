import {
  listKeys,
  retireKey,
  rotateKey,
  type KeyDeps,
  type ListedKey,
} from '#commands/sessions/change-keys.js';
import type { SigningAlgorithm } from '#commands/sessions/signing-keys.js';
import { systemClock } from '#platform/clock.js';
import type { Tools } from '../tools.js';
import { operator } from './operator.js';

/** The first key is older than rotation: it has no beginning. */
const instant = (at: number | null): string | null =>
  at === null || at === 0 ? null : new Date(at).toISOString();

const forPrograms = ({ kid, algorithm, state, activeFrom, verifiesUntil }: ListedKey) => ({
  ...{ kid, algorithm, state },
  active_from: instant(activeFrom),
  verifies_until: instant(verifiesUntil),
});

const whenOf = (key: ListedKey): string => {
  const { active_from: from, verifies_until: until } = forPrograms(key);
  switch (key.state) {
    case 'announced':
      return `signs from ${from}`;
    case 'active':
      return 'signs now';
    case 'verifying':
      return `until ${until}`;
    case 'expired':
    case 'retired':
      return 'its tokens are refused';
  }
};

const print = ({ output }: Tools, keys: readonly ListedKey[], json: boolean): void => {
  if (json) {
    output.print(JSON.stringify({ keys: keys.map(forPrograms) }));
    return;
  }
  for (const key of keys)
    output.print(`${key.kid}  ${key.algorithm}  ${key.state.padEnd(9)}  ${whenOf(key)}`);
};

export const runListKeys = async (tools: Tools, json: boolean): Promise<void> => {
  print(tools, await listKeys(await tools.signingKeys(), systemClock.now().getTime()), json);
};

/** In the name of the operating system's user. Prints all keys as they are afterwards. */
export const runRotateKey = async (
  tools: Tools,
  { algorithm, json }: { readonly algorithm: SigningAlgorithm | undefined; readonly json: boolean },
): Promise<void> => {
  print(tools, await rotateKey(await tools.signingKeys(), operator(), algorithm), json);
};

/** In the name of the operating system's user. Prints all keys as they are afterwards. */
export const runRetireKey = async (
  tools: Tools,
  { desk, kid, json }: { readonly desk: KeyDeps; readonly kid: string; readonly json: boolean },
): Promise<void> => {
  print(tools, await retireKey(desk, operator(), kid), json);
};
