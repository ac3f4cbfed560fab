import { expect } from 'chai';
import { createPool } from '#platform/postgres/pool.js';
import { failureOf } from '#test/support/failure.js';
import { postgresForTests } from '#test/support/services.js';
import { startTcpProxy, type TcpProxy } from '#test/support/tcp-proxy.js';

describe('a Postgres whose answers do not arrive any more', () => {
  let proxy: TcpProxy;
  let pool: ReturnType<typeof createPool>;
  const ask = async (): Promise<unknown> => (await pool.query('select 1 as one')).rows;

  before(async () => {
    const url = new URL((await postgresForTests()).appUrl);
    proxy = await startTcpProxy(Number(url.port));
    url.port = String(proxy.port);
    pool = createPool({ url: url.href, max: 1, applicationName: 'test', statementTimeoutMs: 200 });
    await ask();
    proxy.dropAnswers();
  });
  after(async () => {
    await pool.end();
    await proxy.close();
  });

  it('keeps nobody waiting for ever', async () => {
    expect(String(await failureOf(ask()))).to.contain('Query read timeout');
  });

  it('is asked on another connection then', async () => {
    expect(await ask()).to.deep.equal([{ one: 1 }]);
  });
});
