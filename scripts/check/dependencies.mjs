// package.json against the code: packages nobody uses, and used packages that are not declared where they
// must be.
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import ts from 'typescript';
import { importsOf, packageOf, parse, walk } from './source.mjs';

const builtins = new Set(builtinModules);
const configFiles = [
  ...['package.json', '.mocharc.json', '.ci/run', 'eslint.config.js', '.oxlintrc.json', 'tsconfig.json'],
];

const textsOf = (file) => {
  const texts = [];
  walk(file, (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) texts.push(node.text);
  });
  return texts;
};

const packagesOf = (file) =>
  importsOf(file)
    .map(({ specifier }) => packageOf(specifier))
    .filter((name) => name !== undefined && !builtins.has(name));

/**
 * A package is used when it is named: imported, found by path, started as a program, or the types of
 * something.
 */
const isNamed = (name, texts, scripts) => {
  const parts = [name, `${name}/`, `@${name}/`, `node_modules/${name}/`, `.bin/${name}`];
  const byPath = parts.slice(3);
  return (
    texts.some((text) => text === name || parts.slice(1, 3).some((part) => text.startsWith(part))) ||
    [...texts, ...scripts].some((text) => byPath.some((part) => text.includes(part))) ||
    scripts.some((text) => new RegExp(`(^|[\\s"'=/])${name}([\\s"']|$)`, 'm').test(text))
  );
};

const typesTarget = (name) => {
  const target = /^@types\/(.+)$/.exec(name)?.[1];
  return target && (target.includes('__') ? `@${target.replace('__', '/')}` : target);
};

/** The declarations of package.json and the configuration texts that may name a package. */
export const projectManifest = (root = '.') => {
  const { dependencies, devDependencies, scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  const others = configFiles.slice(1).filter((path) => existsSync(`${root}/${path}`));
  return {
    dependencies: Object.keys(dependencies),
    devDependencies: Object.keys(devDependencies),
    texts: [...Object.values(scripts), ...others.map((path) => readFileSync(`${root}/${path}`, 'utf8'))],
  };
};

const missing = (files, { dependencies, devDependencies }) =>
  files.flatMap(({ path, packages }) => {
    const runs = /^(src|migrations)\//.test(path);
    const declared = new Set(runs ? dependencies : [...dependencies, ...devDependencies]);
    return packages
      .filter((name) => !declared.has(name))
      .map((name) => ({ file: path, reason: `${name} is not in ${runs ? 'dependencies' : 'package.json'}` }));
  });

/** Unused and undeclared packages among these files ({path, source}): {file, reason}. */
export const dependencyProblems = (files, manifest) => {
  const parsed = files.map((file) => ({ path: file.path, file: parse(file) }));
  const texts = parsed.flatMap(({ file }) => textsOf(file));
  const used = (name) => isNamed(name, texts, manifest.texts);
  const idle = [...manifest.dependencies, ...manifest.devDependencies]
    .filter((name) => !used(typesTarget(name) ?? name) && !['node'].includes(typesTarget(name)))
    .map((name) => ({ file: 'package.json', reason: `nobody uses ${name}` }));
  return [
    ...missing(
      parsed.map(({ path, file }) => ({ path, packages: packagesOf(file) })),
      manifest,
    ),
    ...idle,
  ];
};
