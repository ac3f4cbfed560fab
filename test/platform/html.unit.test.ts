import { expect } from 'chai';
import fc from 'fast-check';
import { html, joined, markupOf, withCode, type Part } from '#platform/html.js';

describe('the HTML of a template', () => {
  it('has every value escaped', () => {
    expect(markupOf(html`<p title="${'"'}">${`<b>'&'`}</p>`)).to.equal(
      '<p title="&quot;">&lt;b&gt;&#39;&amp;&#39;</p>',
    );
  });

  it('takes HTML that was made so as it is, also many at once and in many levels', () => {
    const items = ['a', '<'].map((text) => html`<b>${text}</b>`);
    expect(markupOf(html`<i>${[items, '&']}</i>`)).to.equal('<i><b>a</b><b>&lt;</b>&amp;</i>');
  });

  it('shows numbers, zero too', () => {
    expect(markupOf(html`${0} ${12}`)).to.equal('0 12');
  });

  it('shows nothing for what is not there', () => {
    expect(markupOf(html`[${null}${undefined}${false}${[]}]`)).to.equal('[]');
  });

  it('does not take an object for HTML that only looks like it', () => {
    const forged = JSON.parse('{"markup":"<b>","Symbol(markup)":"<b>"}') as string;
    expect(() => markupOf(html`${forged}`)).to.throw();
  });

  it('puts something between parts', () => {
    expect(markupOf(html`${joined(['a', 'b', '<'], html`<br />`)}`)).to.equal('a<br />b<br />&lt;');
  });

  it('marks code in a text', () => {
    expect(markupOf(html`${withCode('run `a<b` now')}`)).to.equal('run <code>a&lt;b</code> now');
  });

  it('has no markup but that of the template, whatever the values are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value: Part) => {
        const markup = markupOf(html`<i>${value}</i>`);
        expect(markup.slice(3, -4)).not.to.match(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});
