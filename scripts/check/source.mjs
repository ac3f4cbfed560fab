// Reads the project's source files and what they import and export. Parses with the TypeScript API, without
// types: fast, and never fooled by comments or strings.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

const codeFile = /\.(ts|mjs|cjs|js)$/;

/**
 * Every file with code below the folders, as {path, source}; paths are relative to the root, with slashes.
 */
export const readSources = (folders, root = '.') =>
  folders.flatMap((folder) => {
    const entries = readdirSync(`${root}/${folder}`, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && codeFile.test(entry.name))
      .map((entry) => posix.relative(root, posix.join(entry.parentPath.replaceAll('\\', '/'), entry.name)))
      .sort()
      .map((path) => ({ path, source: readFileSync(`${root}/${path}`, 'utf8') }));
  });

/** Only those of the folders that exist. */
export const existing = (folders, root = '.') => folders.filter((folder) => existsSync(`${root}/${folder}`));

const parsed = new WeakMap();

/** The syntax tree of a file, parsed once however often it is asked for. */
export const parse = (file) => {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const { path, source } = file;
  const tree = ts.createSourceFile(path, source, { languageVersion: ts.ScriptTarget.Latest }, true);
  parsed.set(file, tree);
  return tree;
};

const all = { all: true, names: [] };

const namesOf = (clause) => {
  if (clause === undefined) return { all: false, names: [] };
  const bindings = clause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) return all;
  const names = (bindings?.elements ?? []).map((element) => (element.propertyName ?? element.name).text);
  return { all: false, names: clause.name ? ['default', ...names] : names };
};

const reexportOf = (clause) => {
  if (clause === undefined || !ts.isNamedExports(clause)) return all;
  return { all: false, names: clause.elements.map((element) => (element.propertyName ?? element.name).text) };
};

const importOf = (node) => {
  if (ts.isImportDeclaration(node)) return { from: node.moduleSpecifier, ...namesOf(node.importClause) };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    return { from: node.moduleSpecifier, ...reexportOf(node.exportClause) };
  }
  if (ts.isImportTypeNode(node)) return { from: node.argument.literal, ...all };
  const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const required = ts.isCallExpression(node) && node.expression.getText() === 'require';
  return dynamic || required ? { from: node.arguments[0], ...all } : undefined;
};

/** Calls back for every node of the tree, parents first. */
export const walk = (node, visit) => {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
};

/**
 * What a parsed file imports: {specifier, all, names}; re-exports, `import()` and `import('…').T` count too.
 */
export const importsOf = (file) => {
  const found = [];
  walk(file, (node) => {
    const one = importOf(node);
    if (one?.from && ts.isStringLiteralLike(one.from)) {
      found.push({ specifier: one.from.text, all: one.all, names: one.names });
    }
  });
  return found;
};

/** The project file a specifier means, as a path from the root (`src/…/x.ts`); undefined for packages. */
export const resolve = (from, specifier) => {
  const path = specifier.startsWith('#')
    ? posix.join(/^#(test|migrations)\//.test(specifier) ? '.' : 'src', specifier.slice(1))
    : specifier.startsWith('.')
      ? posix.join(posix.dirname(from), specifier).replace(/^dist\//, '')
      : undefined;
  return path?.replace(/\.js$/, '.ts');
};

/**
 * The package a specifier means: `@scope/name` or `name`; undefined for project files and Node's own modules.
 */
export const packageOf = (specifier) => {
  if (/^[#.]|^node:/.test(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
};
