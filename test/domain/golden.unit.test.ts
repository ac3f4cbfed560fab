import { expect } from 'chai';
import { CATALOG_ENTRIES } from '#test/support/catalog-entries.js';
import { goldenEvents, goldenFile } from '#test/support/golden.js';

const golden = goldenEvents();

describe('the golden events', () => {
  it('show every version of every event of the catalog, and nothing else', () => {
    const expected = CATALOG_ENTRIES.flatMap(({ definition }) =>
      Array.from({ length: definition.schema }, (_, index) => goldenFile(definition.type, index + 1)),
    );
    expect(golden.map(({ file }) => file)).to.have.members(expected);
  });

  for (const { file, type, schema, data } of golden) {
    it(`are read by the code of today: ${file}`, () => {
      const definition = CATALOG_ENTRIES.find((entry) => entry.definition.type === type)?.definition;
      const current = definition?.upcasts.slice(schema - 1).reduce((older, upcast) => upcast(older), data);
      expect(definition?.data.parse(current)).to.deep.equal(current);
    });
  }
});
