import { SIGNING_ALGORITHMS, type SigningAlgorithm } from '#commands/sessions/signing-keys.js';
import { command, JSON_OPTION, type Command } from '../framework/command.js';
import { UsageError } from '../framework/errors.js';

const algorithmNamed = (text: string): SigningAlgorithm => {
  const algorithm = SIGNING_ALGORITHMS.find((known) => known === text.toUpperCase());
  if (algorithm) return algorithm;
  throw new UsageError(
    `Tokens are not signed with "${text}".`,
    `Algorithms: ${SIGNING_ALGORITHMS.join(', ')}.`,
  );
};

const keyNamed = (text: string): string => {
  if (/^[0-9a-f]{16}$/.test(text)) return text;
  throw new UsageError(`"${text}" is no name of a key.`, 'Name it as `keys list` does.');
};

/** Loaded when a command runs: help is quick. */
const work = () => import('../work/keys.js');

/** The keys that sign tokens. Whether anything runs comes before what else may be wrong with a name. */
export const keyCommands: readonly Command[] = [
  command({
    name: 'keys list',
    summary: 'List the keys that sign and verify tokens',
    options: JSON_OPTION,
    examples: ['aidesign keys list'],
    run: async ({ values }, tools) => (await work()).runListKeys(tools, values.json ?? false),
  }),
  command({
    name: 'keys rotate',
    summary: 'Sign tokens with a new key from now on',
    options: {
      alg: { type: 'string', value: 'NAME', summary: 'HS256 or ES256; the default is what signs now' },
      ...JSON_OPTION,
    },
    examples: ['aidesign keys rotate', 'aidesign keys rotate --alg ES256'],
    run: async ({ values }, tools) => {
      const algorithm = values.alg === undefined ? undefined : algorithmNamed(values.alg);
      await (await work()).runRotateKey(tools, { algorithm, json: values.json ?? false });
    },
  }),
  command({
    name: 'keys retire',
    summary: 'Refuse all tokens of a key from now on',
    positionals: ['<kid>'],
    options: JSON_OPTION,
    examples: ['aidesign keys retire 45c48cce2e2d7fbd'],
    run: async ({ values, positionals: [text = ''] }, tools) => {
      const desk = await tools.signingKeys();
      const kid = keyNamed(text);
      await (await work()).runRetireKey(tools, { desk, kid, json: values.json ?? false });
    },
  }),
];
