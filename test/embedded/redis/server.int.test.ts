import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { isAlive } from '#embedded/supervise/process-info.js';
import { connectTo } from './open-queue.js';
import { kinds, newFolder, removeFolder, startOn, until } from './support.js';

const SERVER = new URL('../../../src/embedded/redis/server.js', import.meta.url).href;

for (const kind of kinds) {
  describe(`redis, ${kind}: as an embedded server`, () => {
    const folder = newFolder();
    after(() => removeFolder(folder));

    it('tells which kind it is', async () => {
      const server = await startOn(folder, kind);
      await server.stop();
      expect(server.kind).to.equal(kind);
    });

    it('keeps its password, in a file nobody else can read', async () => {
      const first = await startOn(folder, kind);
      await first.stop();
      const second = await startOn(folder, kind);
      await second.stop();
      const file = join(folder, kind, 'password');
      const { password } = new URL(second.url);
      expect([password, new URL(first.url).password, statSync(file).mode & 0o777]).to.deep.equal([
        readFileSync(file, 'utf8').trim(),
        password,
        0o600,
      ]);
    });

    it('is the only one on its folder', async () => {
      const server = await startOn(folder, kind);
      const message = await startOn(folder, kind).catch((error: Error) => error.message);
      await server.stop();
      expect(message).to.match(/is in use by this process: stop it first/);
    });

    it('never evicts', async () => {
      const server = await startOn(folder, kind);
      const client = connectTo(server.url);
      const policy = await client.config('GET', 'maxmemory-policy');
      client.disconnect();
      await server.stop();
      expect(policy).to.deep.equal(['maxmemory-policy', 'noeviction']);
    });

    it('tells how it ended', async () => {
      const server = await startOn(folder, kind);
      server.kill();
      expect((await server.exited).signal).to.equal('SIGKILL');
    });

    it('ends with the process that started it, also by kill -9', async () => {
      const options = JSON.stringify({
        dataDir: folder,
        port: 0,
        logFile: join(folder, 'log'),
        prefer: kind,
      });
      const script = `import { startRedis } from ${JSON.stringify(SERVER)};
        const { pid } = await startRedis(${options});
        process.stdout.write(String(pid));
        setInterval(() => undefined, 1000);`;
      const parent = spawn(process.execPath, ['--input-type=module', '-e', script]);
      const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
      parent.kill('SIGKILL');
      await until(() => !isAlive(Number(pid.toString())));
    });
  });
}

describe('redis on a machine without redis-server', () => {
  const folder = newFolder();
  const path = process.env['PATH'];
  after(() => {
    process.env['PATH'] = path;
    removeFolder(folder);
  });

  it('is the built-in one', async () => {
    process.env['PATH'] = folder;
    const server = await startOn(folder, 'redis-server');
    await server.stop();
    expect(server.kind).to.equal('built-in');
  });
});
