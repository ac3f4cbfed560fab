// TypeScript of the operations: the interface people call, and the table the core calls them by.
const KNOWN = new Set(['undefined', 'Response', 'RequestBody']);

/** {operation, children} by the parts of the names: `analytics.activities` may be called and have members. */
const treeOf = (operations) => {
  const tree = { children: new Map() };
  for (const operation of operations) {
    let node = tree;
    for (const name of operation.names) {
      if (!node.children.has(name)) node.children.set(name, { children: new Map() });
      node = node.children.get(name);
    }
    node.operation = operation;
  }
  return tree;
};

const optionsOf = ({ method }) => (method === 'GET' ? 'ReadOptions' : 'WriteOptions');

const inputOf = (operation) => {
  const { inputs } = operation;
  const fields = inputs.map(({ key, required, type }) => `readonly ${key}${required ? '' : '?'}: ${type}`);
  const own = fields.length > 0 ? `{ ${fields.join('; ')} } & ` : '';
  return `input${inputs.some(({ required }) => required) ? '' : '?'}: ${own}${optionsOf(operation)}`;
};

const answerType = ({ answers }) =>
  answers.map(({ status, type }) => `Answer<${status}, ${type}>`).join(' | ') || 'Answer<number, unknown>';

const commentOf = ({ summary, method, path }) =>
  `/** ${summary.replaceAll('*/', '* /')}. \`${method} ${path}\` */`;

const signature = (operation) => `(${inputOf(operation)}): Promise<${answerType(operation)}>`;

const memberText = ([name, { operation, children }]) => {
  const members = [...children].map(memberText).join('\n');
  const comment = operation ? commentOf(operation) : '';
  if (operation && children.size === 0) return `${comment}\n${name}${signature(operation)};`;
  const called = operation ? `${signature(operation)};` : '';
  return `${comment}\nreadonly ${name}: {\n${called}\n${members}\n};`;
};

/** The types the operations name, sorted. */
const namedTypes = (operations) => {
  const all = operations.flatMap(({ inputs, answers }) => [...inputs, ...answers]).map(({ type }) => type);
  return [...new Set(all)].filter((type) => !KNOWN.has(type) && /^\w+$/.test(type)).sort();
};

/** What operations.ts needs of the core. */
const usedOf = (operations) => {
  const inputs = operations.flatMap((each) => [optionsOf(each), ...each.inputs.map(({ type }) => type)]);
  return ['Answer', 'ReadOptions', 'RequestBody', 'WriteOptions'].filter(
    (name) => name === 'Answer' || inputs.includes(name),
  );
};

/** operations.ts: what can be called. */
export const interfaceText = (operations) => `
import type { ${usedOf(operations).join(', ')} } from '../operation.js';
import type { ${namedTypes(operations).join(', ')} } from './types.js';

/** Every operation of the server, by its name in the OpenAPI document. */
export interface Operations {
${[...treeOf(operations).children].map(memberText).join('\n')}
}
`;

const row = ({ names, method, path, secured, positioned, answers }) => {
  const kinds = Object.fromEntries(answers.map(({ status, kind }) => [status, kind]));
  return JSON.stringify({ names, method, path, secured, positioned, answers: kinds });
};

/** table.ts: how each is called. */
export const tableText = (operations) => `
import type { Operation } from '../operation.js';

export const TABLE: readonly Operation[] = [
${operations.map((operation) => `${row(operation)},`).join('\n')}
];
`;
