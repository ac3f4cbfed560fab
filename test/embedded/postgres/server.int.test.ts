import { expect } from 'chai';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '#embedded/postgres/server.js';
import { makeFolder, messageOf, query, removeFolder } from './support.js';

describe('embedded Postgres, started on an empty directory', () => {
  let folder: string;
  let server: PostgresServer;

  before(async () => {
    folder = await makeFolder();
    server = await startPostgres({ dataDir: join(folder, 'data'), durable: false });
    await query(server.ownerUrl, 'CREATE TABLE notes (id serial PRIMARY KEY, text text)');
  });
  after(async () => {
    await server.stop();
    await removeFolder(folder);
  });

  it('answers both roles', async () => {
    const roles = await Promise.all(
      [server.ownerUrl, server.appUrl].map((url) =>
        query(url, 'SELECT current_user AS name, current_database() AS db'),
      ),
    );
    expect(roles.flat()).to.deep.equal([
      { name: 'aidesign_owner', db: 'aidesign' },
      { name: 'aidesign_app', db: 'aidesign' },
    ]);
  });

  it('gives neither role the rights of a superuser', async () => {
    const rights = 'rolsuper, rolcreatedb, rolcreaterole, rolbypassrls';
    const rows = await query(
      server.appUrl,
      `SELECT ${rights} FROM pg_roles WHERE rolname LIKE 'aidesign%' ORDER BY rolname`,
    );
    expect(rows).to.deep.equal([
      { rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false },
      { rolsuper: false, rolcreatedb: true, rolcreaterole: true, rolbypassrls: false },
    ]);
  });

  it('does not let the application create tables', async () => {
    expect(await messageOf(query(server.appUrl, 'CREATE TABLE mine (id int)'))).to.match(
      /permission denied for schema/,
    );
  });

  it('does not let the application create temporary tables', async () => {
    expect(await messageOf(query(server.appUrl, 'CREATE TEMP TABLE mine (id int)'))).to.match(
      /permission denied/,
    );
  });

  it('does not let the application drop what the owner created', async () => {
    expect(await messageOf(query(server.appUrl, 'DROP TABLE notes'))).to.match(
      /must be owner of table notes/,
    );
  });

  it('leaves the application without anything of its own', async () => {
    const owned = `SELECT count(*)::int AS n FROM pg_shdepend WHERE deptype = 'o' AND refobjid = 'aidesign_app'::regrole`;
    expect(await query(server.appUrl, owned)).to.deep.equal([{ n: 0 }]);
  });

  it('lets the application write and empty tables that the owner creates', async () => {
    const text = `INSERT INTO notes (text) VALUES ('a'); UPDATE notes SET text = 'b'; DELETE FROM notes; TRUNCATE notes`;
    expect(await messageOf(query(server.appUrl, `${text}; SELECT 1/0`))).to.equal('division by zero');
  });

  it('lets the application use schemas that the owner adds', async () => {
    await query(server.ownerUrl, 'CREATE SCHEMA extra; CREATE VIEW extra.one AS SELECT 1 AS n');
    expect(await query(server.appUrl, 'SELECT n FROM extra.one')).to.deep.equal([{ n: 1 }]);
  });

  it('lets the owner create a database', async () => {
    await query(server.ownerUrl, 'CREATE DATABASE another');
    expect(await query(server.appUrl.replace(/aidesign$/, 'another'), 'SELECT 1 AS n')).to.deep.equal([
      { n: 1 },
    ]);
  });

  it('lets the application choose how durable its own commits are', async () => {
    const text = 'BEGIN; SET LOCAL synchronous_commit = on; COMMIT';
    await query(server.appUrl, text);
    expect(await query(server.appUrl, 'SHOW synchronous_commit')).to.deep.equal([
      { synchronous_commit: 'off' },
    ]);
  });

  it('knows the case of letters outside of ASCII', async () => {
    expect(await query(server.appUrl, `SELECT lower('ÄÖ') AS low`)).to.deep.equal([{ low: 'äö' }]);
  });

  it('keeps the passwords in a file only its user can read', async () => {
    const { mode } = await stat(join(folder, 'data.pw'));
    expect(mode & 0o777).to.equal(0o600);
  });

  it('refuses a second start on the same directory', async () => {
    expect(await messageOf(startPostgres({ dataDir: join(folder, 'data') }))).to.match(
      /is in use by this process: stop/,
    );
  });

  it('refuses a port that is taken, saying so', async () => {
    const work = startPostgres({ dataDir: join(folder, 'other'), port: server.port });
    expect(await messageOf(work)).to.match(/port \d+ on 127.0.0.1 is used by another program/);
  });
});
