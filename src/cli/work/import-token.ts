import { importToken } from '#commands/api-keys/import-token.js';
import { reveal } from '#domain/kit/personal.js';
import type { Tools } from '../tools.js';
import { findAccount } from './find-account.js';
import { operator } from './operator.js';

export interface ImportTokenOptions {
  /** Id, username or e-mail address. */
  readonly who: string;
  readonly textDigest: string;
  readonly json: boolean;
}

/** Takes over a token of version 1, in the name of the operating system's user. */
export const runImportToken = async (
  tools: Tools,
  { who, textDigest, json }: ImportTokenOptions,
): Promise<void> => {
  const { id, username } = await findAccount(tools, who);
  const deps = { log: await tools.log(), secrets: await tools.secrets() };
  const outcome = await importToken(deps, operator(), { accountId: id, textDigest });
  const changed = outcome !== 'known';
  const name = `${reveal(username, 'erased')} (${id})`;
  if (json) tools.output.print(JSON.stringify({ account: id, changed }));
  else tools.output.print(changed ? `The token lets in ${name} now.` : `This token was here already.`);
};
