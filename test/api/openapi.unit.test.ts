import { expect } from 'chai';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { ERRORS } from '#api/errors.js';
import { openApiOf } from '#api/openapi.js';
import { documentedPath, spellings } from '#api/spellings.js';
import { productRoutes } from './support.js';

interface Answer {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly responses: Readonly<Record<string, Answer>>;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const routes = productRoutes();
const document = openApiOf(routes) as Partial<Document> as Document;
const schemas = Object.entries(document.components.schemas);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Every object of a JSON document, the innermost ones too. */
const objectsIn = (value: unknown): Record<string, unknown>[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside];
};

const answeredSchemas = (): object[] =>
  operations.flatMap(({ operation }) =>
    Object.values(operation.responses).flatMap(({ content = {} }) =>
      Object.values(content).map(({ schema }) => schema),
    ),
  );

/** Names of components that answers consist of, directly or through one another. */
const answeredComponents = (): ReadonlySet<string> => {
  const names = new Set<string>();
  const collect = (schema: unknown): void => {
    for (const { $ref } of objectsIn(schema)) {
      const name = typeof $ref === 'string' ? $ref.split('/').at(-1) : undefined;
      if (name === undefined || names.has(name)) continue;
      names.add(name);
      collect(document.components.schemas[name]);
    }
  };
  answeredSchemas().forEach(collect);
  return names;
};

describe('the OpenAPI document', () => {
  it('says which OpenAPI it speaks, what it describes and in which version', () => {
    expect(document.openapi).to.equal('3.1.0');
    expect(document.info).to.include({ title: 'AI Design Tool API', version: '2.0.0' });
  });

  it('describes every route, under the path that is documented', () => {
    const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    const declared = routes.map(
      (each) => `${each.method} ${documentedPath(each).replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(described).to.have.members(declared);
  });

  it('survives JSON: what is sent is what was made', () => {
    expect(JSON.parse(JSON.stringify(document))).to.deep.equal(document);
  });

  it('gives every operation a name of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('refers only to what it holds', () => {
    const references = objectsIn(document).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    const known = schemas.map(([name]) => `#/components/schemas/${name}`);
    expect(references).to.not.be.empty;
    for (const reference of references) expect(known).to.include(reference);
  });

  for (const { path, method, operation } of operations) {
    it(`declares each parameter in the path of ${method.toUpperCase()} ${path}`, () => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = operation.parameters.filter((each) => each.in === 'path');
      expect(declared.map(({ name }) => name)).to.have.members(inPath);
      expect(declared.every(({ required }) => required)).to.equal(true);
    });

    it(`says how ${method.toUpperCase()} ${path} succeeds and how it fails`, () => {
      const { responses } = operation;
      expect(Object.keys(responses).some((status) => status.startsWith('2'))).to.equal(true);
      expect(responses['default']?.content).to.not.equal(undefined);
    });
  }

  it('says the error codes', () => {
    for (const code of Object.keys(ERRORS)) expect(JSON.stringify(document.info)).to.include(code);
  });
});

describe('every component schema', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true, strictTypes: false });
  formats.default(ajv);
  ajv.addSchema({ $id: 'document', components: document.components });
  ajv.addKeyword('components');

  for (const [name] of schemas) {
    it(`is JSON Schema 2020-12: ${name}`, () => {
      expect(ajv.getSchema(`document#/components/schemas/${name}`)).to.be.a('function');
    });
  }

  it('that is answered refuses fields nobody declared, but for the failure, which may add some', () => {
    const open = [...answeredComponents()]
      .flatMap((name) => objectsIn(document.components.schemas[name]).map((schema) => ({ name, schema })))
      .filter(({ schema }) => 'properties' in schema && schema['type'] === 'object')
      .filter(({ schema }) => schema['additionalProperties'] !== false)
      .map(({ name }) => name);
    expect(open).to.deep.equal(['Failure']);
  });

  it('that is written out in an answer refuses them too', () => {
    const open = objectsIn(answeredSchemas())
      .filter((schema) => 'properties' in schema && schema['type'] === 'object')
      .filter((schema) => schema['additionalProperties'] !== false);
    expect(open).to.deep.equal([]);
  });
});

describe('the route table', () => {
  it('gives every route a policy', () => {
    for (const { policy } of routes) {
      if (typeof policy === 'object') expect(policy.roles).to.not.be.empty;
      else expect(['public', 'account']).to.include(policy);
    }
  });

  it('asks for a token exactly where the document says so', () => {
    const guarded = operations.filter(({ operation }) => operation.security.length > 0);
    const declared = routes.filter(({ policy }) => policy !== 'public').map(({ name }) => name);
    expect(guarded.map(({ operation }) => operation.operationId)).to.have.members(declared);
  });

  it('serves no address twice with one method', () => {
    const served = routes.flatMap((each) => spellings(each).map((path) => `${each.method} ${path}`));
    expect(served.filter((each, index) => served.indexOf(each) !== index)).to.deep.equal([]);
  });

  it('has a schema for the parameters of every path that has some', () => {
    const without = routes.filter(({ paths, params }) => !params && paths.some((path) => path.includes(':')));
    expect(without.map(({ name }) => name)).to.deep.equal([]);
  });
});
