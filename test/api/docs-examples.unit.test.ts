import { expect } from 'chai';
import { requireStrongPassword } from '#commands/accounts/passwords.js';
import { curlExample } from '#api/docs/example.js';
import { readDocument } from '#api/docs/model.js';
import { openApiOf } from '#api/openapi.js';
import { productRoutes } from './support.js';

/** The body a shell would send. */
const bodyIn = (command: string): string | undefined =>
  /-d '(.*)'$/s
    .exec(command)?.[1]
    ?.replace(/'"\$(\w+)"'/g, '$1')
    .replaceAll(`'\\''`, "'");

describe('an example of the documentation', () => {
  const routes = productRoutes();
  const { tags, schemas } = readDocument(openApiOf(routes));
  const examples = [...tags.values()].flat().flatMap((operation) => {
    const body = bodyIn(curlExample(operation, schemas));
    const route = routes.find(({ name }) => name === operation.operationId);
    return body !== undefined && route?.body ? [{ route, accepts: route.body, body }] : [];
  });

  for (const { route, accepts, body } of examples) {
    it(`is accepted by ${route.method} ${route.name}`, () => {
      expect(accepts.safeParse(JSON.parse(body)).error?.issues ?? []).to.deep.equal([]);
    });
  }

  it('has passwords that are strong enough', () => {
    const passwords = examples
      .map(({ body }) => JSON.parse(body) as Readonly<Record<string, string>>)
      .map((fields) => fields['new_password'] ?? fields['password'])
      .filter((password) => password !== undefined);
    expect(passwords).to.not.be.empty;
    for (const password of passwords) expect(() => requireStrongPassword(password, ['ada'])).to.not.throw();
  });
});
