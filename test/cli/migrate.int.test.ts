import { expect } from 'chai';
import { startPostgres, type PostgresServer } from '#embedded/postgres/server.js';
import { MIGRATIONS } from '#migrations/index.js';
import { makeFolder, removeFolder } from '#test/embedded/postgres/support.js';
import { runCli } from './support/cli-process.js';

const NAMES = MIGRATIONS.map(({ name }) => name);

describe('aidesign migrate', () => {
  let folder: string;
  let server: PostgresServer;
  const migrate = (...words: string[]) =>
    runCli(['migrate', ...words], {
      DATA_DIR: folder,
      DATABASE_URL: server.appUrl,
      DATABASE_OWNER_URL: server.ownerUrl,
    });

  before(async () => {
    folder = await makeFolder();
    server = await startPostgres({ dataDir: `${folder}/postgres`, durable: false });
  });

  after(async () => {
    await server.stop();
    await removeFolder(folder);
  });

  it('says what is pending without changing anything', async () => {
    for (let times = 0; times < 2; times += 1) {
      const { code, out } = await migrate('--status', '--json');
      expect(code).to.equal(0);
      expect(JSON.parse(out)).to.deep.equal({ applied: [], pending: NAMES });
    }
    expect((await migrate('--status')).out).to.contain(`${NAMES.length} pending`);
  });

  it('applies what is pending, and says so', async () => {
    const { code, out } = await migrate('--json');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.deep.equal({ applied: NAMES, pending: [], now: NAMES });
  });

  it('has nothing to do the second time', async () => {
    const { code, out } = await migrate();
    expect({ code, out }).to.deep.equal({ code: 0, out: 'Nothing to do: the database is up to date.\n' });
    expect((await migrate('--status')).out).to.contain('The database is up to date.');
  });

  it('ends with 3 when the database cannot be reached', async () => {
    const url = 'postgres://nobody@127.0.0.1:1/none';
    const { code, err } = await runCli(['migrate'], { DATA_DIR: folder, DATABASE_URL: url });
    expect(code).to.equal(3);
    expect(err.trim().split('\n')).to.have.length(1);
  });

  it('ends with 3 when only an event store is configured', async () => {
    const { code, err } = await runCli(['migrate'], {
      DATA_DIR: folder,
      EVENTSTORE_URL: 'esdb://127.0.0.1:1',
    });
    expect({ code, err }).to.deep.equal({
      code: 3,
      err: 'There is no database to migrate: set DATABASE_URL.\n',
    });
  });
});
