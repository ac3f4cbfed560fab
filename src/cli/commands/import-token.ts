import { command, JSON_OPTION } from '../framework/command.js';
import { UsageError } from '../framework/errors.js';

const DIGEST = /^[0-9a-f]{64}$/;

export const importTokenCommand = command({
  name: 'account import-token',
  summary: 'Take over a token of version 1, by its SHA-256',
  positionals: ['<id|username|email>', '<sha256>'],
  options: JSON_OPTION,
  examples: ['aidesign account import-token ada@example.org "$(printf %s "$TOKEN" | sha256sum | cut -c-64)"'],
  run: async ({ values, positionals: [who = '', textDigest = ''] }, tools) => {
    if (!DIGEST.test(textDigest))
      throw new UsageError('The SHA-256 of the token is needed: 64 hexadecimal digits, never the token.');
    const { runImportToken } = await import('../work/import-token.js');
    await runImportToken(tools, { who, textDigest, json: values.json ?? false });
  },
});
