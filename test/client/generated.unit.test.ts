import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { createClient } from '../../client/src/index.js';
import { productRoutes } from '#test/api/support.js';
import { loadScript } from '#test/support/script.js';

const { clientFiles } = await loadScript<{ clientFiles: () => Promise<Record<string, string>> }>(
  'scripts/client.mjs',
);
const files = await clientFiles();

describe('the generated part of the client', () => {
  for (const [name, text] of Object.entries(files)) {
    it(`is what node scripts/client.mjs makes now: ${name}`, () => {
      expect(readFileSync(`client/src/generated/${name}`, 'utf8')).to.equal(text);
    });
  }

  it('has every route of the product', () => {
    const client: unknown = createClient();
    const camel = (name: string): string =>
      name.replace(/_(\w)/g, (_whole, letter: string) => letter.toUpperCase());
    const missing = productRoutes().filter(({ name }) => {
      const parts = name.split('.').map(camel);
      const found = parts.reduce((at, part) => (at as Record<string, unknown>)[part], client);
      return typeof found !== 'function';
    });
    expect(missing.map(({ name }) => name).filter((name) => !name.startsWith('docs.'))).to.deep.equal([]);
  });
});
