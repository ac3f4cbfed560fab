import { expect } from 'chai';
import { subjectsOf, withoutPersonal, withoutSecrets } from '#audit/without-personal.js';
import { STATES } from '#domain/aggregates.js';
import { CATALOG } from '#domain/catalog.js';
import { ERASED } from '#domain/kit/personal.js';
import { planChanged, registered } from '#test/domain/account/examples.js';
import { goldenEvents } from '#test/support/golden.js';
import { CATALOG_ENTRIES } from '#test/support/catalog-entries.js';

describe('an event without personal values', () => {
  it('reads as if everybody in it had been erased', () => {
    expect(withoutPersonal(registered).data).to.deep.equal({
      ...registered.data,
      email: ERASED,
      username: ERASED,
      profile: ERASED,
      credential: ERASED,
    });
  });

  it('is as it was when it has none', () => {
    expect(withoutPersonal(planChanged({}))).to.deep.equal(planChanged({}));
  });

  for (const { file, type, schema, data: stored } of goldenEvents()) {
    it(`still conforms to its schema: ${file}`, () => {
      const definition = CATALOG_ENTRIES.find((entry) => entry.definition.type === type)?.definition;
      const data =
        definition?.upcasts.slice(schema - 1).reduce((older, upcast) => upcast(older), stored) ?? {};
      expect(definition?.data.safeParse(withoutPersonal({ type, data }).data).success).to.equal(true);
    });
  }
});

describe('an event without secrets', () => {
  it('shows names, but no hash of a password', () => {
    expect(withoutSecrets(registered).data).to.deep.equal({ ...registered.data, credential: ERASED });
  });
});

describe('the persons in an event', () => {
  it('are those its personal fields are about', () => {
    expect(new Set(subjectsOf(registered))).to.deep.equal(new Set([7]));
    expect(subjectsOf(planChanged({}))).to.deep.equal([]);
  });
});

describe('the aggregates that can be replayed', () => {
  it('are those of every category', () => {
    expect(Object.keys(STATES)).to.have.members(Object.keys(CATALOG));
  });
});
