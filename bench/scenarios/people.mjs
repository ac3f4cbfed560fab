import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Connection, createProject, register } from '../lib/api.mjs';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'src', 'main-cli.js');

/** Accounts with one project each. */
export const peopleWithProject = async (url, count, name) => {
  const people = [];
  for (let at = 0; at < count; at += 1) {
    const person = await register(url, `${name}-${at}`);
    const connection = new Connection(url, person.token);
    people.push({ ...person, project: await createProject(connection) });
    await connection.close();
  }
  return people;
};

/** What an operator does with an account at the command line. */
const operate = (dataDir, ...words) => {
  const env = { ...process.env, DATA_DIR: dataDir };
  execFileSync(process.execPath, [cli, 'account', ...words], { env, stdio: 'pipe' });
};

/** Puts an account on a plan without limits. */
export const unlimited = ({ username }, dataDir) => operate(dataDir, 'set-plan', username, 'enterprise');

export const grantRole = ({ username }, role, dataDir) => operate(dataDir, 'grant', username, '--role', role);

/** Gives an account this many projects more. */
export const addProjects = async (url, { token }, count) => {
  const connection = new Connection(url, token);
  for (let at = 0; at < count; at += 1) await createProject(connection, { name: `Flyer ${at}` });
  await connection.close();
};
