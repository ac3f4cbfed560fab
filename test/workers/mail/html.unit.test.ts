import { expect } from 'chai';
import fc from 'fast-check';
import { html } from '#workers/mail/templates/html.js';

describe('the HTML of a template', () => {
  it('has every value escaped', () => {
    expect(html`<p title="${'"'}">${`<b>'&'`}</p>`.markup).to.equal(
      '<p title="&quot;">&lt;b&gt;&#39;&amp;&#39;</p>',
    );
  });

  it('takes HTML that was made so as it is, also many at once', () => {
    const items = ['a', '<'].map((text) => html`<b>${text}</b>`);
    expect(html`<i>${items}</i>`.markup).to.equal('<i><b>a</b><b>&lt;</b></i>');
  });

  it('shows numbers, zero too', () => {
    expect(html`${0} ${12}`.markup).to.equal('0 12');
  });

  it('has no markup but that of the template, whatever the values are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const { markup } = html`<i>${value}</i>`;
        expect(markup.slice(3, -4)).not.to.match(/[<>"']|&(?!(amp|lt|gt|quot|#39);)/);
      }),
    );
  });
});
