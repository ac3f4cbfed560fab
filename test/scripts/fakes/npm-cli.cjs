// Stands in for npm: notes its arguments and environment in npm-calls.jsonl, waits for the file named by FAKE_NPM_WAIT,
// then fails as FAKE_NPM_CI or FAKE_NPM_INSTALL say (a text that it prints) or installs what package-lock.json says, but
// for FAKE_NPM_LEAVES_OUT. Like npm it has something to put back when it is interrupted, for FAKE_NPM_ENDS_AFTER_MS.
'use strict';
const {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { dirname, join } = require('node:path');

const [command, ...options] = process.argv.slice(2);
const {
  FAKE_NPM_LEAVES_OUT: leftOut,
  FAKE_NPM_WAIT: waitFor,
  FAKE_NPM_ENDS_AFTER_MS: endsAfter,
} = process.env;

const isWanted = ([path, { os }]) =>
  path !== '' && path !== leftOut && (os === undefined || os.includes(process.platform));

const install = () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const packages = Object.fromEntries(Object.entries(lock.packages).filter(isWanted));
  rmSync('node_modules', { recursive: true, force: true });
  for (const [path, { version }] of Object.entries(packages)) {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'package.json'), JSON.stringify({ version }));
  }
  const compiler = 'node_modules/typescript-native/bin/tsc';
  mkdirSync(dirname(compiler), { recursive: true });
  cpSync(require.resolve('./tsc.cjs'), compiler);
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
};

const finish = () => {
  const failure = process.env[`FAKE_NPM_${command.toUpperCase()}`];
  if (failure === undefined) {
    install();
    return;
  }
  process.stderr.write(`${failure}\n`);
  process.exitCode = 1;
};

const poll = () => {
  if (waitFor === undefined || existsSync(waitFor)) finish();
  else setTimeout(poll, 20);
};

for (const signal of endsAfter === undefined ? [] : ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => setTimeout(() => process.exit(1), Number(endsAfter)));
}

const call = { pid: process.pid, command, options, env: process.env };
appendFileSync('npm-calls.jsonl', `${JSON.stringify(call)}\n`);
poll();
