import { expect } from 'chai';
import { sql, statement } from '#platform/postgres/query-builder.js';

describe('a statement that is built once', () => {
  let built = 0;
  const things = statement<'owner' | 'size'>((value) => {
    built += 1;
    const query = sql('things')
      .where('owner', value('owner'))
      .where('kind', 'red')
      .orWhere('maker', value('owner'));
    return sql.from(sql.raw('(? limit ?) as t', [query, value('size')]));
  });

  it('puts each value where its name is, and leaves the others', () => {
    expect(things({ owner: 7, size: 20 }).values).to.deep.equal([7, 'red', 7, 20]);
  });

  it('has one name and one text for all values', () => {
    const [one, other] = [things({ owner: 1, size: 1 }), things({ owner: 2, size: 2 })];
    expect([other.name, other.text]).to.deep.equal([one.name, one.text]);
  });

  it('is built no more than once', () => {
    expect(built).to.equal(1);
  });
});
