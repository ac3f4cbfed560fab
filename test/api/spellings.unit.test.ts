import { expect } from 'chai';
import { inFirstSpelling, respelled, spellings } from '#api/spellings.js';

describe('a path with several spellings', () => {
  const route = { paths: ['/projects/:id', '/designs/:id'] };

  it('is brought to the one that is routed, from each of them', () => {
    for (const spelling of spellings(route)) expect(inFirstSpelling(route)).to.include(respelled(spelling));
  });

  it('is recognised in capitals too', () => {
    expect(respelled('/API/Projects/')).to.equal('/api/v1/Projects/');
  });

  for (const path of ['/health/', '/apis/x', '/v1x', '/x/api/projects/', '/']) {
    it(`is left alone when it has no prefix of ours: ${path}`, () => {
      expect(respelled(path)).to.equal(path);
    });
  }
});
