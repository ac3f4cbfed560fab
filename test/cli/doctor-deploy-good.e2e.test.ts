import { chmod, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import { expect } from 'chai';
import { loadSecrets } from '#commands/secrets.js';
import { startPostgres, type PostgresServer } from '#embedded/postgres/server.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import { MIGRATIONS } from '#migrations/index.js';
import { migrate } from '#platform/postgres/migrate.js';
import { logForTests, redisForTests } from '#test/support/services.js';
import { selfSigned } from '#test/support/self-signed.js';
import { makeDataDir, removeDataDir, runCli } from './support/cli-process.js';

/** Speaks TLS before a log that does not. */
const tlsBefore = async (url: string, { key, cert }: ReturnType<typeof selfSigned>): Promise<Server> => {
  const { hostname, port } = new URL(url.replace('esdb:', 'http:'));
  const server = createServer({ key, cert, ALPNProtocols: ['h2'] }, (outer) => {
    const inner = connect({ host: hostname, port: Number(port) });
    // Either end going away ends the other; that it did is all there is to it.
    for (const [one, other] of [
      [outer, inner],
      [inner, outer],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    outer.pipe(inner).pipe(outer);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return server;
};

describe('aidesign doctor --deploy before a deployment that is fit for others to reach', function () {
  this.timeout(120_000);
  let folder: string;
  let postgres: PostgresServer;
  let log: Server;
  let environment: Record<string, string>;
  before(async () => {
    folder = await makeDataDir();
    await chmod(folder, 0o755);
    const certificate = selfSigned();
    const ca = join(folder, 'ca.pem');
    await writeFile(ca, certificate.cert);
    postgres = await startPostgres({ dataDir: join(folder, 'postgres') });
    await migrate(postgres.ownerUrl, MIGRATIONS);
    log = await tlsBefore((await logForTests()).url, certificate);
    const vault = await openLmdbVault(join(folder, 'vault'));
    await loadSecrets(vault);
    await vault.close();
    const address = log.address();
    if (typeof address !== 'object' || address === null) throw new Error('It does not listen.');
    environment = {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://api.example',
      SECURE_SSL_REDIRECT: 'true',
      TRUSTED_PROXIES: '10.0.0.0/8',
      FRONTEND_URL: 'https://app.example',
      CORS_ORIGINS: 'https://app.example',
      METRICS_TOKEN: 'v3ry-long-and-random-0123456789abcdef',
      VAULT_URL: `file://${join(folder, 'vault')}`,
      EVENTSTORE_URL: `esdb://localhost:${address.port}?tls=true&tlsCAFile=${ca}`,
      DATABASE_URL: postgres.appUrl,
      DATABASE_OWNER_URL: postgres.ownerUrl,
      REDIS_URL: (await redisForTests()).url,
    };
  });
  after(async () => {
    log.close();
    await postgres.stop();
    await removeDataDir(folder);
  });

  it('ends with 0 and says that nothing is in the way', async () => {
    const { code, out } = await runCli(['doctor', '--deploy'], environment);
    expect({ code, out }).to.deep.equal({ code: 0, out: 'Nothing is in the way of a deployment.\n' });
  });

  it('says nothing to programs', async () => {
    const { code, out } = await runCli(['doctor', '--deploy', '--json'], environment);
    expect({ code, out }).to.deep.equal({ code: 0, out: '' });
  });

  it('ends with 1 for one setting that is not fit, and names it alone', async () => {
    const { code, out } = await runCli(['doctor', '--deploy', '--json'], {
      ...environment,
      LOG_LEVEL: 'trace',
    });
    const found = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { code: string }).code);
    expect({ code, found }).to.deep.equal({ code: 1, found: ['debug_log'] });
  });

  it('ends with another code for settings that no process starts with', async () => {
    const { code, err } = await runCli(['doctor', '--deploy'], { ...environment, RATE_LIMITS: 'off' });
    expect(code).to.be.greaterThan(0);
    expect(err).to.include('RATE_LIMITS=off');
  });
});
