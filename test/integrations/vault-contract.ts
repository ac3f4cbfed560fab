import { expect } from 'chai';
import type { SecretName, Vault } from '#integrations/vault/vault.js';

/** A vault that several processes can open. */
export interface VaultPlace {
  open(): Promise<Vault>;
  /** Every secret in hexadecimal, as `count` new processes got them that all asked at the same moment. */
  askFromProcesses(count: number): Promise<string[][]>;
  remove(): Promise<void>;
}

const NAMES: readonly SecretName[] = [
  'name-pepper',
  'password-pepper',
  'request-pepper',
  'blob-pepper',
  'token-key',
  'link-key',
  'api-key-pepper',
];

/** What every vault keeps to. `place` makes a new, empty one. */
export const vaultContract = (name: string, place: () => Promise<VaultPlace>): void => {
  describe(`a vault: ${name}`, () => {
    let vaults: VaultPlace;
    beforeEach(async () => {
      vaults = await place();
    });
    afterEach(() => vaults.remove());

    const hex = async (vault: Vault): Promise<string[]> =>
      Promise.all(NAMES.map(async (secret) => Buffer.from(await vault.secret(secret)).toString('hex')));
    const secretsOf = async (): Promise<string[]> => {
      const vault = await vaults.open();
      const secrets = await hex(vault);
      await vault.close();
      return secrets;
    };

    it('makes secrets of 32 bytes, each its own', async () => {
      const secrets = await secretsOf();
      expect(secrets.map((secret) => secret.length)).to.deep.equal(NAMES.map(() => 64));
      expect(new Set(secrets).size).to.equal(NAMES.length);
    });

    it('makes others in another place', async () => {
      const other = await place();
      const vault = await other.open();
      const theirs = await hex(vault);
      await vault.close();
      await other.remove();
      expect((await secretsOf()).filter((secret) => theirs.includes(secret))).to.deep.equal([]);
    });

    it('has the same secrets after it was closed and opened', async () => {
      expect(await secretsOf()).to.deep.equal(await secretsOf());
    });

    it('has the same secrets however often and however many at once ask', async () => {
      const vault = await vaults.open();
      const answers = await Promise.all(Array.from({ length: 20 }, () => hex(vault)));
      await vault.close();
      expect(new Set(answers.map((answer) => answer.join())).size).to.equal(1);
    });

    it('gives processes that ask for the first time at the same moment the same secrets', async () => {
      const answers = await vaults.askFromProcesses(3);
      expect(new Set(answers.map((answer) => answer.join())).size).to.equal(1);
      expect(answers[0]).to.deep.equal(await secretsOf());
    });
  });
};
