// Who may import whom (docs/architecture.md), and what the pure rooms may not touch. Violations are data; the
// command line at the end prints them and fails.
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { existing, importsOf, packageOf, parse, readSources, resolve, walk } from './source.mjs';
import { roomOf } from './rooms.mjs';

export const folders = ['src', 'client/src', 'migrations', 'test'];

const builtins = new Set(builtinModules);
const pureRooms = new Set(['domain', 'domain/design', 'projection', 'reactor']);
const clocksAndDice = new Set(['Date.now', 'Math.random', 'crypto.randomUUID', 'performance.now']);

const isBuiltin = (specifier) => specifier.startsWith('node:') || builtins.has(specifier);

const packageReason = (room, specifier) => {
  if (room.npm === 'anything') return undefined;
  const name = isBuiltin(specifier) ? `node:${specifier.replace(/^node:/, '')}` : packageOf(specifier);
  return room.npm.includes(name) ? undefined : `${room.name} may not use the package ${name}`;
};

const staysInside = (room, from, to) => {
  if (room.ownFolder && posix.dirname(from) === posix.dirname(to)) return true;
  return roomOf(to) === room && !room.apart;
};

const fileReason = (room, from, specifier) => {
  const to = resolve(from, specifier);
  const target = roomOf(to);
  if (target === undefined) return 'there is no such room';
  if (staysInside(room, from, to)) return undefined;
  if (room.may !== 'anything' && !room.may.includes(target.name)) {
    return `${room.name} may not import ${target.name}`;
  }
  const [, folder] = /^((?:src\/)?[^/]+)\//.exec(from) ?? [];
  const samePlace = room.name === 'main' ? target === room : to.startsWith(`${folder}/`);
  return specifier.startsWith('.') && !samePlace ? 'across rooms use the # spelling' : undefined;
};

/** Tests reach the client as anybody does who has its folder: it is a package of its own, in no room of ours. */
const isTestOfClient = (room, from, specifier) =>
  room.name === 'test' && specifier.startsWith('.') && roomOf(resolve(from, specifier))?.name === 'client';

const importReason = (room, from, specifier) => {
  if (isTestOfClient(room, from, specifier)) return undefined;
  if (specifier.includes('../../')) return 'two levels up: use the # spelling';
  return /^[#.]/.test(specifier) ? fileReason(room, from, specifier) : packageReason(room, specifier);
};

const isBarrel = (file) =>
  file.statements.length > 0 &&
  file.statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier);

const impureText = (node) => {
  if (ts.isPropertyAccessExpression(node) && clocksAndDice.has(node.getText())) return node.getText();
  if (ts.isNewExpression(node) && node.getText().startsWith('new Date') && !node.arguments?.length) {
    return 'new Date()';
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  return undefined;
};

const impurities = (file) => {
  const found = [];
  walk(file, (node) => {
    const text = impureText(node);
    if (text) found.push(text);
  });
  return found;
};

const check = ({ path, source }) => {
  const room = roomOf(path);
  if (room === undefined) return [{ file: path, import: '', reason: 'the file is in no room' }];
  const file = parse({ path, source });
  const imports = importsOf(file)
    .map(({ specifier }) => ({ file: path, import: specifier, reason: importReason(room, path, specifier) }))
    .filter(({ reason }) => reason !== undefined);
  const barrel = isBarrel(file) && !/^src\/domain\/[^/]+\/index\.ts$/.test(path);
  const impure = pureRooms.has(room.name) ? impurities(file) : [];
  return [
    ...imports,
    ...(barrel ? [{ file: path, import: '', reason: 'a file that only re-exports' }] : []),
    ...impure.map((text) => ({ file: path, import: text, reason: `${room.name} is pure: no ${text}` })),
  ];
};

/** Everything in these files ({path, source}) that breaks the table: {file, import, reason}. */
export const violations = (files) => files.flatMap(check);

/** The table applied to the project itself. */
export const violationsInProject = (root = '.') => violations(readSources(existing(folders, root), root));

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const found = violationsInProject();
  for (const { file, import: what, reason } of found) console.log(`${file}: ${what} — ${reason}`);
  console.log(`${found.length} violations of the import table`);
  process.exitCode = found.length === 0 ? 0 : 1;
}
