// What the comments in a tables.ts say about its tables and about their columns.
import ts from 'typescript';
import { commentOf, constants, fieldComments } from './event-comments.mjs';

const property = (literal, name) =>
  literal.properties.find((each) => ts.isPropertyAssignment(each) && each.name.getText() === name)
    ?.initializer;

/** The literal of `table({…})`; undefined for any other expression. */
const declarationOf = (node) =>
  node !== undefined && ts.isCallExpression(node) && node.expression.getText() === 'table'
    ? node.arguments[0]
    : undefined;

/** For the text of a tables.ts: a function that gives, for a table's name, what comments say: {about, columns}. */
export const tableComments = (source) => {
  const file = ts.createSourceFile('tables.ts', source, { languageVersion: ts.ScriptTarget.Latest }, true);
  const known = constants(file);
  const found = new Map();
  for (const statement of file.statements.filter(ts.isVariableStatement)) {
    for (const { initializer } of statement.declarationList.declarations) {
      const declared = declarationOf(initializer);
      if (declared === undefined) continue;
      const columns = fieldComments(property(declared, 'columns'), known);
      found.set(property(declared, 'name').text, { about: commentOf(statement), columns });
    }
  }
  return (name) => found.get(name) ?? { about: undefined, columns: {} };
};
