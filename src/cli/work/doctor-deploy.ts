import type { DeployFinding } from '../deploy/facts.js';
import { settingsFindings } from '../deploy/settings-checks.js';
import { storeFindings } from '../deploy/store-checks.js';
import { vaultFindings } from '../deploy/vault-checks.js';
import { FailedQuietly } from '../framework/errors.js';
import type { Output } from '../output.js';
import type { Tools } from '../tools.js';

const show = ({ print, paint }: Output, { code, what, why, mend }: DeployFinding): void => {
  print(`${paint('red', '✗')} ${what} (${code})`);
  print(`    ${why}`);
  print(`    ${mend}`);
};

/** Looks at settings and servers as they would be deployed. Ends with 1 when something is to be mended first. */
export const runDoctorDeploy = async (tools: Tools, { json }: { readonly json: boolean }): Promise<void> => {
  const { output } = tools;
  const facts = await tools.deployFacts();
  const findings = [...settingsFindings(facts.config), ...storeFindings(facts), ...vaultFindings(facts)];
  for (const finding of findings) {
    if (json) output.print(JSON.stringify(finding));
    else show(output, finding);
  }
  if (findings.length === 0) {
    if (!json) output.print('Nothing is in the way of a deployment.');
    return;
  }
  throw new FailedQuietly('There is something to be mended first.');
};
