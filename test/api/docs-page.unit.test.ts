import { expect } from 'chai';
import { docsPage } from '#api/docs-page.js';
import { html, markupOf } from '#platform/html.js';
import { DOCS_STYLE } from '#api/docs/style.js';
import { ERRORS } from '#api/errors.js';
import { openApiOf } from '#api/openapi.js';
import { productRoutes } from './support.js';

const HOSTILE = `"><img src=x onerror=alert(1)><script>alert('2')</script>\`&amp;`;

/** A document in which everything that can have a name has a hostile one. */
const hostileDocument = () => ({
  info: { title: HOSTILE, version: HOSTILE },
  paths: {
    [`/api/${HOSTILE}/`]: {
      [HOSTILE]: {
        operationId: HOSTILE,
        summary: HOSTILE,
        tags: [HOSTILE],
        security: [],
        'x-also-served-at': [HOSTILE],
        parameters: [{ name: HOSTILE, in: 'query', description: HOSTILE, schema: { type: HOSTILE } }],
        requestBody: {
          content: { 'application/json': { schema: { $ref: `#/components/schemas/${HOSTILE}` } } },
        },
        responses: {
          [HOSTILE]: { description: HOSTILE },
          200: { description: HOSTILE, content: { 'application/json': { schema: { enum: [HOSTILE] } } } },
        },
      },
    },
  },
  components: {
    schemas: {
      [HOSTILE]: {
        type: 'object',
        required: [HOSTILE],
        properties: { [HOSTILE]: { type: 'string', pattern: HOSTILE, default: HOSTILE, const: HOSTILE } },
      },
    },
  },
});

const valuesOf = (page: string, attribute: string): string[] =>
  [...page.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) => value);

const tagsIn = (page: string): Set<string> =>
  new Set([...page.matchAll(/<([a-z][\w-]*)/gi)].map(([, name = '']) => name.toLowerCase()));

describe('the documentation page', () => {
  const schema = openApiOf(productRoutes());
  const page = docsPage(schema);

  for (const { name, method } of productRoutes()) {
    it(`shows ${method} ${name} and leads to it`, () => {
      expect(valuesOf(page, 'id')).to.include(`operation-${name}`);
      expect(valuesOf(page, 'href')).to.include(`#operation-${name}`);
    });
  }

  for (const [code, { status }] of Object.entries(ERRORS)) {
    it(`explains the error ${code}`, () => {
      const [, row = ''] = page.split(`id="error-${code}"`);
      expect(row.slice(0, 400)).to.include(code).and.to.include(String(status));
    });
  }

  it('gives no id twice', () => {
    const ids = valuesOf(page, 'id');
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([]);
  });

  it('has no link that leads nowhere', () => {
    const targets = valuesOf(page, 'id').map((id) => `#${id}`);
    const dead = valuesOf(page, 'href').filter((href) => href.startsWith('#') && !targets.includes(href));
    expect(dead).to.deep.equal([]);
  });

  it('leads elsewhere only within this server', () => {
    const outside = valuesOf(page, 'href').filter((href) => !href.startsWith('#'));
    expect(new Set(outside)).to.deep.equal(new Set(['/api/docs.css', 'data:,', '/api/schema/']));
  });

  it('labels each section with a heading that is there', () => {
    const ids = valuesOf(page, 'id');
    for (const label of valuesOf(page, 'aria-labelledby')) expect(ids).to.include(label);
  });

  it('has neither script nor style nor handler of its own', () => {
    expect([...tagsIn(page)])
      .to.not.include('script')
      .and.not.include('style');
    expect(page).to.not.match(/<[^>]+\s(style|on\w+)=/i);
  });

  it('has a style sheet that loads nothing', () => {
    expect(DOCS_STYLE).to.not.match(/url\(|@import/);
    expect(DOCS_STYLE.split('{').length).to.equal(DOCS_STYLE.split('}').length);
  });

  it('shows a command for curl that quotes what it sends', () => {
    expect(page).to.include('curl -X POST &#39;http://localhost:8000/api/v1/projects/&#39;');
  });
});

describe('the documentation page of a document with hostile names', () => {
  const page = docsPage(hostileDocument());

  it('consists of the same elements as any other', () => {
    const usual = tagsIn(docsPage(openApiOf(productRoutes())));
    expect([...tagsIn(page)].filter((name) => !usual.has(name))).to.deep.equal([]);
  });

  it('shows the names as text', () => {
    expect(page).to.not.include('<img').and.not.include('<script');
    expect(page).to.include('&lt;script&gt;alert(&#39;2&#39;)&lt;/script&gt;');
  });

  it('keeps its links whole', () => {
    const targets = valuesOf(page, 'id').map((id) => `#${id}`);
    const dead = valuesOf(page, 'href').filter((href) => href.startsWith('#') && !targets.includes(href));
    expect(dead).to.deep.equal([]);
  });

  it('makes anchors of harmless characters only', () => {
    for (const id of valuesOf(page, 'id')) expect(id).to.match(/^[\w.~-]+$/);
  });
});

describe('a template', () => {
  const text = (value: Parameters<typeof html>[1]): string =>
    markupOf(html`<p title="${value}">${value}</p>`);

  it('escapes every text put into it', () => {
    const escaped = '&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;';
    expect(text(`<b> & "c" 'd'`)).to.equal(`<p title="${escaped}">${escaped}</p>`);
  });

  it('keeps markup that a template made', () => {
    const list = [html`<b>${1}</b>`, html`<b>${'<'}</b>`];
    expect(markupOf(html`<p>${list}</p>`)).to.equal('<p><b>1</b><b>&lt;</b></p>');
  });

  for (const nothing of [null, undefined, false] as const) {
    it(`writes nothing for ${String(nothing)}`, () => {
      expect(text(nothing)).to.equal('<p title=""></p>');
    });
  }

  it('is not fooled by data that looks like markup', () => {
    const forged: unknown = JSON.parse('["<i>", {"markup": "<i>"}]');
    const list = forged as string[];
    expect(text(list[0])).to.not.include('<i>');
    expect(() => text(list[1])).to.throw();
  });
});
