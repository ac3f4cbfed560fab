// What of the vault would be wrong where others share the machine. Pure.
import type { DeployFacts, DeployFinding } from './facts.js';

/** Findings about peppers and keys. */
export const vaultFindings = ({ vault, config }: DeployFacts): DeployFinding[] => {
  const findings: DeployFinding[] = [];
  if (config.VAULT_URL === undefined)
    findings.push({
      code: 'vault_place',
      what: 'VAULT_URL is not set: the keys lie in DATA_DIR.',
      why: 'Whoever copies the data copies the keys to it.',
      mend: 'Set VAULT_URL to a folder of its own, and back it up apart from the log.',
    });
  if (vault === 'away')
    findings.push({
      code: 'not_reachable',
      what: 'The vault cannot be read.',
      why: 'Whether its secrets are any good cannot be looked at.',
      mend: 'Run this where it can be reached, as the user of the server.',
    });
  if (typeof vault !== 'object') return findings;
  if (vault.weak.length > 0)
    findings.push({
      code: 'default_secrets',
      what: `Secrets of the vault were not drawn by chance: ${vault.weak.join(', ')}.`,
      why: 'Whoever guesses them makes tokens and links of anybody, and finds people by their names.',
      mend: 'Begin with an empty vault: the first start draws them. They cannot be changed afterwards.',
    });
  if (vault.openToOthers)
    findings.push({
      code: 'vault_open',
      what: 'Other users of the machine may read the folder of the vault.',
      why: 'They hold every key.',
      mend: 'chmod 700 the folder.',
    });
  return findings;
};
