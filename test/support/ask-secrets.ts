// A process of its own that opens a vault at the moment it is told to and prints the secrets, for the tests
// of vaults. node ask-secrets.js FOLDER: prints `ready`, waits for a line, prints the secrets as JSON.
import { once } from 'node:events';
import { loadSecrets } from '#commands/secrets.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';

process.stdout.write('ready\n');
await once(process.stdin, 'data');
const vault = await openLmdbVault(process.argv[2] ?? '');
const { tokenKeys, ...others } = await loadSecrets(vault);
const { namePepper, passwordPepper, requestPepper, blobPepper, linkKey, apiKeyPepper } = others;
const tokenKey = tokenKeys.signer(Date.now()).sign.export();
const secrets = [namePepper, passwordPepper, requestPepper, blobPepper, tokenKey, linkKey, apiKeyPepper];
await vault.close();
process.stdout.write(JSON.stringify(secrets.map((secret) => Buffer.from(secret).toString('hex'))));
process.stdin.destroy();
