// What the comments in an events.ts say about an event and about its fields.
import ts from 'typescript';

/** The text of the comment before a declaration. */
export const commentOf = (node) => {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return doc === undefined ? undefined : ts.getTextOfJSDocComment(doc.comment);
};

/** What each constant of a file is initialised with, by its name. */
export const constants = (file) => {
  const found = new Map();
  for (const statement of file.statements.filter(ts.isVariableStatement)) {
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (initializer !== undefined) found.set(name.getText(), initializer);
    }
  }
  return found;
};

/** Comments of the fields of an object literal, also of those it takes over from another one of the file. */
export const fieldComments = (node, known) => {
  const literal = ts.isIdentifier(node) ? known.get(node.text) : node;
  if (literal === undefined) return {};
  if (ts.isCallExpression(literal))
    return literal.arguments[0] ? fieldComments(literal.arguments[0], known) : {};
  if (!ts.isObjectLiteralExpression(literal)) return {};
  const entries = literal.properties.map((property) => {
    if (ts.isSpreadAssignment(property)) return fieldComments(property.expression, known);
    const comment = commentOf(property);
    return comment === undefined ? {} : { [property.name.getText()]: comment };
  });
  return Object.assign({}, ...entries);
};

const isDefinition = (node) =>
  ts.isPropertyAssignment(node) &&
  ts.isCallExpression(node.initializer) &&
  node.initializer.expression.getText() === 'defineEvent';

/** For the text of an events.ts: a function that gives, for an event type, what comments say: {about, fields}. */
export const eventComments = (source) => {
  const file = ts.createSourceFile('events.ts', source, { languageVersion: ts.ScriptTarget.Latest }, true);
  const known = constants(file);
  const found = new Map();
  const visit = (node) => {
    if (isDefinition(node)) {
      const [, data] = node.initializer.arguments;
      const fields = data === undefined ? {} : fieldComments(data, known);
      found.set(node.name.getText(), { about: commentOf(node), fields });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return (type) => found.get(type) ?? { about: undefined, fields: {} };
};
