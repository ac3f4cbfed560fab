// What one parsed file exports, and whether it uses its own exports.
import ts from 'typescript';
import { walk } from './source.mjs';

const isExported = (statement) =>
  ts.canHaveModifiers(statement) &&
  ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

const boundNames = (name) =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));

const declared = (statement) => {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  return statement.name ? [statement.name.text] : ['default'];
};

/** What belongs to the signature of other exports: types, and the classes of errors they throw. */
const isSignature = (statement) =>
  ts.isInterfaceDeclaration(statement) ||
  ts.isTypeAliasDeclaration(statement) ||
  (ts.isClassDeclaration(statement) &&
    statement.heritageClauses?.some((clause) => clause.getText().endsWith('Error')));

const exportsOfStatement = (statement) => {
  if (ts.isExportDeclaration(statement)) {
    if (!statement.exportClause || !ts.isNamedExports(statement.exportClause)) return [];
    return statement.exportClause.elements.map((element) => ({
      name: element.name.text,
      signature: statement.isTypeOnly || element.isTypeOnly,
    }));
  }
  if (!isExported(statement)) return [];
  return declared(statement).map((name) => ({ name, signature: Boolean(isSignature(statement)) }));
};

/** {name, signature}: every name this file exports, and whether it is a type or the class of an error. */
export const exportsOf = (file) => file.statements.flatMap(exportsOfStatement);

/** How often each identifier occurs in the file, its declaration included. */
export const occurrences = (file) => {
  const counts = new Map();
  walk(file, (node) => {
    if (ts.isIdentifier(node)) counts.set(node.text, (counts.get(node.text) ?? 0) + 1);
  });
  return counts;
};
