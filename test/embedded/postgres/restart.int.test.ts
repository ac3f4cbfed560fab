import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '#embedded/supervise/process-info.js';
import { startPostgres, type PostgresServer } from '#embedded/postgres/server.js';
import { makeFolder, messageOf, query, removeFolder, until } from './support.js';

describe('embedded Postgres, started on a directory it has used before', () => {
  let folder: string;
  let dataDir: string;
  let server: PostgresServer | undefined;

  const start = async (port = 0): Promise<PostgresServer> => {
    server = await startPostgres({ dataDir, port, durable: false });
    return server;
  };
  const notes = (from: PostgresServer) => query(from.appUrl, 'SELECT text FROM notes');

  before(async () => {
    folder = await makeFolder();
    dataDir = join(folder, 'data');
    const first = await start();
    await query(first.ownerUrl, `CREATE TABLE notes (text text); INSERT INTO notes VALUES ('kept')`);
    await first.stop();
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });
  after(() => removeFolder(folder));

  it('still has the data', async () => {
    expect(await notes(await start())).to.deep.equal([{ text: 'kept' }]);
  });

  it('ends with code 0 when it is stopped', async () => {
    const running = await start();
    await running.stop();
    expect(await running.exited).to.include({ code: 0, signal: null });
  });

  it('tells that it was killed, and comes back on the same port', async () => {
    const killed = await start();
    killed.kill();
    expect(await killed.exited).to.include({ code: null, signal: 'SIGKILL' });
    expect(await notes(await start(killed.port))).to.deep.equal([{ text: 'kept' }]);
  });

  it('is not misled by a pid file whose pid belongs to another program now', async () => {
    const stranger = spawn('sleep', ['600'], { stdio: 'ignore' });
    const lines = [stranger.pid, dataDir, 1, 5432, '', '127.0.0.1', '', 'ready'];
    await writeFile(join(dataDir, 'postmaster.pid'), `${lines.join('\n')}\n`);
    const rows = await notes(await start());
    stranger.kill('SIGKILL');
    expect(rows).to.deep.equal([{ text: 'kept' }]);
  });

  it('sets new passwords when the password file is lost', async () => {
    await rm(`${dataDir}.pw`);
    expect(await notes(await start())).to.deep.equal([{ text: 'kept' }]);
  });

  it('takes over the lock of a process that is gone', async () => {
    await writeFile(`${dataDir}.lock`, JSON.stringify({ pid: process.pid, mark: 'an earlier process' }));
    expect(await notes(await start())).to.deep.equal([{ text: 'kept' }]);
  });

  it('removes what a killed initdb left behind', async () => {
    await mkdir(`${dataDir}.init-0123`);
    await start();
    expect((await readdir(folder)).filter((name) => name.includes('.init-'))).to.deep.equal([]);
  });

  it('stops a server that has outlived its supervisor, then starts', async () => {
    const orphan = await start();
    await rm(`${dataDir}.lock`);
    const next = await startPostgres({ dataDir, durable: false });
    const exit = await orphan.exited;
    await next.stop();
    expect(exit).to.include({ code: 0, signal: null });
  });

  it('refuses data of another major version, saying what to do', async () => {
    const version = await readFile(join(dataDir, 'PG_VERSION'));
    await writeFile(join(dataDir, 'PG_VERSION'), '15\n');
    const message = await messageOf(start());
    await writeFile(join(dataDir, 'PG_VERSION'), version);
    expect(message).to.match(/was written by Postgres 15, this is Postgres 18: move the directory away/);
  });

  it('refuses a directory that holds something else', async () => {
    expect(await messageOf(startPostgres({ dataDir: folder }))).to.match(
      /is not empty and holds no database/,
    );
  });

  it('leaves no server behind when its process is killed', async () => {
    const script = join(folder, 'parent.mjs');
    const module = JSON.stringify(import.meta.resolve('#embedded/postgres/server.js'));
    const options = JSON.stringify({ dataDir, durable: false });
    await writeFile(
      script,
      `import { startPostgres } from ${module};\nconsole.log((await startPostgres(${options})).pid);\n`,
    );
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString())));
    });
    const before = isAlive(pid);
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid));
    expect(before).to.equal(true);
  });
});
