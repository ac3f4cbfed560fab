// The operations of an OpenAPI document, as the client calls them: names, types, and what each answers.
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** Headers that every call may send: options of a call, not of an operation. */
const COMMON = ['Idempotency-Key', 'If-Match', 'X-Min-Event-Position'];
const COMPONENT = '#/components/schemas/';

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);
const words = (text) => text.split(/[^A-Za-z0-9]+/).filter(Boolean);
const camel = (text) =>
  words(text)
    .map((word, at) => (at === 0 ? word : capital(word)))
    .join('');
const pascal = (text) => words(text).map(capital).join('');

/**
 * A schema with a name of its own, or a reference to one: `type` is the name, `own` the schema that still needs
 * it.
 */
const typed = (name, schema) =>
  schema.$ref?.startsWith(COMPONENT)
    ? { type: schema.$ref.slice(COMPONENT.length), own: [] }
    : { type: name, own: [[name, schema]] };

const parametersIn = (place, { parameters = [] }) => parameters.filter((each) => each.in === place);

const objectOf = (parameters) => ({
  type: 'object',
  properties: Object.fromEntries(
    parameters.map(({ name, description, schema }) => [
      name,
      { ...schema, ...(description && { description }) },
    ]),
  ),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
  additionalProperties: false,
});

const groupOf = (key, name, parameters) => {
  if (parameters.length === 0) return [];
  const required = parameters.some((each) => each.required);
  return [{ key, required, ...typed(`${pascal(name)}${capital(key)}`, objectOf(parameters)) }];
};

const jsonIn = (content = {}) =>
  Object.entries(content).find(([type]) => /^application\/(?:[\w.-]+\+)?json\b/.test(type))?.[1].schema;

const resolved = (schema, document) =>
  schema.$ref?.startsWith(COMPONENT)
    ? document.components.schemas[schema.$ref.slice(COMPONENT.length)]
    : schema;

/** Whether a call without a body could be right. */
const mayBeEmpty = (schema) => schema.type === 'object' && (schema.required ?? []).length === 0;

/** A body that is not JSON is given as what `fetch` takes. */
const bodyOf = ({ operationId, requestBody }, document) => {
  if (!requestBody) return [];
  const schema = jsonIn(requestBody.content);
  if (!schema)
    return [{ key: 'body', required: requestBody.required === true, type: 'RequestBody', own: [] }];
  const required = !mayBeEmpty(resolved(schema, document));
  return [{ key: 'body', required, ...typed(`${pascal(operationId)}Body`, schema) }];
};

/**
 * json: the body is parsed. none: there is no body. raw: whoever calls reads the answer (files, streams,
 * pages). An answer that may be JSON or something else is raw.
 */
const answerOf = (operation, [status, { content }]) => {
  const schema = jsonIn(content);
  const types = Object.keys(content ?? {});
  if (schema && types.length === 1) {
    const isOnly = Object.keys(operation.responses).filter((each) => /^2/.test(each)).length === 1;
    const suffix = isOnly && status.startsWith('2') ? 'Answer' : `Answer${status}`;
    return { status, kind: 'json', ...typed(`${pascal(operation.operationId)}${suffix}`, schema) };
  }
  const kind = status === '204' || status === '304' || /^3/.test(status) ? 'none' : 'raw';
  return { status, kind, type: kind === 'none' ? 'undefined' : 'Response', own: [] };
};

const operationOf = (document, path, method) => {
  const operation = document.paths[path][method];
  const { operationId: name, summary = '', responses, security = document.security ?? [] } = operation;
  const headers = parametersIn('header', operation);
  const own = headers.filter((each) => !COMMON.includes(each.name));
  return {
    name,
    names: name.split('.').map(camel),
    summary,
    method: method.toUpperCase(),
    path,
    secured: security.length > 0,
    positioned: headers.some((each) => each.name === 'X-Min-Event-Position'),
    inputs: [
      ...groupOf('params', name, parametersIn('path', operation)),
      ...groupOf('query', name, parametersIn('query', operation)),
      ...bodyOf(operation, document),
      ...(own.length > 0
        ? [{ key: 'headers', required: own.some((each) => each.required), type: headersType(own), own: [] }]
        : []),
    ],
    answers: Object.entries(responses)
      .filter(([status]) => /^\d{3}$/.test(status))
      .map((each) => answerOf(operation, each)),
  };
};

const headersType = (headers) =>
  `{ ${headers.map(({ name, required }) => `readonly '${name}'${required ? '' : '?'}: string`).join('; ')} }`;

/**
 * Every operation, sorted by name. Throws for one without a name or with the name of another: the client would
 * lose it.
 */
export const operationsOf = (document) => {
  const found = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => operationOf(document, path, method)),
  );
  const seen = new Map();
  for (const { names, name } of found) {
    const spelled = names.join('.');
    if (seen.has(spelled))
      throw new Error(`${name} and ${seen.get(spelled)} are the same name in the client.`);
    seen.set(spelled, name);
  }
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
};
