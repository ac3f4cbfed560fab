import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import { PROJECTIONS } from '#projections/index.js';
import { createPool } from '#platform/postgres/pool.js';
import { newPerson, newProject } from '#test/support/people.js';
import type { ApiClient } from '#test/support/api-client.js';
import { newSystem, type System } from '#test/support/system.js';

/** The blocks of a page in one language. */
const blocksOf = async (page: string, language: string): Promise<string[]> => {
  const text = await readFile(`docs/${page}.md`, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, block = '']) => block,
  );
};

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** What a reader would do: one shell, one command after another, in a folder with `aidesign` in it. */
const runInShell = (script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> =>
  new Promise((done, failed) => {
    const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], { cwd, env: { ...process.env, ...env } });
    let output = '';
    const keep = (chunk: Buffer): void => void (output += chunk.toString());
    shell.stdout.on('data', keep);
    shell.stderr.on('data', keep);
    shell.once('error', failed);
    shell.once('close', (code) => done({ code, output }));
  });

describe('the first hour', () => {
  let system: System;
  let api: ApiClient;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aidesign-first-hour-'));
    await symlink(resolve('aidesign'), join(folder, 'aidesign'));
    system = await newSystem();
    await system.follower();
    api = (await system.api()).client;
    await newProject(api, await newPerson(api));
  });
  after(async () => {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const run = async (page: string): Promise<Ran> => {
    const script = (await blocksOf(page, 'sh')).join('\n');
    expect(script).to.contain('./aidesign');
    return runInShell(script.replaceAll('http://localhost:8000', api.url), folder, system.environment);
  };

  it('of an auditor works as written', async () => {
    const { code, output } = await run('auditors');
    expect(code, output).to.equal(0);
    expect(output).to.contain('audrey@example.org').and.contain('events can be read');
    expect(await readFile(join(folder, 'accounts.csv'), 'utf8')).to.contain('AccountRegistered');
  });

  it('of an analyst works as written', async () => {
    const { code, output } = await run('analysts');
    expect(code, output).to.equal(0);
    expect(output).to.contain('requests to the AI');
  });

  it('of an analyst has queries that work', async () => {
    const pool = createPool({
      url: system.environment['DATABASE_URL'] ?? '',
      max: 1,
      applicationName: 'test',
    });
    try {
      const queries = await blocksOf('analysts', 'sql');
      expect(queries).to.not.be.empty;
      for (const query of queries) await pool.query(query);
    } finally {
      await pool.end();
    }
  });

  it('of an analyst names every read model there is', async () => {
    const text = await readFile('docs/analysts.md', 'utf8');
    expect(PROJECTIONS.map(({ name }) => name).filter((name) => !text.includes(`\`${name}\``))).to.deep.equal(
      [],
    );
  });
});
