import { expect } from 'chai';
import fc from 'fast-check';
import { cleanSvg } from '#workers/generation/pictures/clean-svg.js';

const NS = 'xmlns="http://www.w3.org/2000/svg"';
const svg = (inner: string, attributes = ''): string => `<svg ${NS}${attributes}>${inner}</svg>`;

describe('an SVG that a model server sent', () => {
  it('keeps shapes, texts, gradients and what points inside', () => {
    const harmless = svg(
      '<defs><linearGradient id="g"><stop offset="0" stop-color="#0EA5E9"/></linearGradient></defs>' +
        '<rect x="1" y="2" width="3" height="4" fill="url(#g)"/><text x="1">Café &amp; more &lt;3</text>' +
        '<use href="#g"/><g transform="rotate(45)"><path d="M0 0L1 1Z"/></g>',
      ' viewBox="0 0 10 10"',
    );
    expect(cleanSvg(harmless)).to.equal(harmless);
  });

  it('loses its declaration and comments', () => {
    expect(cleanSvg(`\uFEFF<?xml version="1.0"?>\n<!-- made by hand -->${svg('')}`)).to.equal(svg(''));
  });

  it('gets the namespace without which a browser shows nothing', () => {
    expect(cleanSvg('<svg><rect/></svg>')).to.equal(svg('<rect/>'));
  });

  const LOST: [string, string][] = [
    ['a script', '<script>alert(1)</script>'],
    ['a script with a tree in it', '<script><g><rect/></g></script>'],
    ['an embedded document', '<foreignObject><body><img/></body></foreignObject>'],
    ['an image', '<image href="https://evil.example/x.png"/>'],
    ['a link', '<a href="javascript:alert(1)"/>'],
    ['an animation that sets an address', '<animate attributeName="href" to="javascript:alert(1)"/>'],
    ['a style sheet', '<style>@import url(https://evil.example/x.css)</style>'],
    ['an iframe', '<iframe src="https://evil.example"/>'],
    ['a script under a prefix', '<svg:script>alert(1)</svg:script>'],
  ];
  for (const [name, inner] of LOST) {
    it(`loses ${name}`, () => {
      expect(cleanSvg(svg(`<rect/>${inner}<circle/>`))).to.equal(svg('<rect/><circle/>'));
    });
  }

  const STRIPPED: [string, string][] = [
    ['an event handler', 'onload="alert(1)"'],
    ['an event handler in capitals', 'ONCLICK="alert(1)"'],
    ['a style', 'style="background:url(https://evil.example)"'],
    ['a paint from elsewhere', 'fill="url(https://evil.example/x.svg#g)"'],
    ['a paint from elsewhere in disguise', 'fill="&#117;rl( //evil.example#g)"'],
    ['a use of another file', 'href="https://evil.example/x.svg#g"'],
    ['a use of another file, old spelling', 'xlink:href="data:image/svg+xml,x#g"'],
    ['a script as a value', 'fill="javascript:alert(1)"'],
    ['a prefix', 'xmlns:x="http://www.w3.org/1999/xhtml"'],
    ['a base', 'xml:base="https://evil.example/"'],
  ];
  for (const [name, attribute] of STRIPPED) {
    it(`is stripped of ${name}`, () => {
      expect(cleanSvg(svg(`<rect x="1" ${attribute}/>`))).to.equal(svg('<rect x="1"/>'));
    });
  }

  const REFUSED: [string, string][] = [
    ['a document type', `<!DOCTYPE svg>${svg('')}`],
    ['an entity of its own', svg('&evil;')],
    ['CDATA', svg('<text><![CDATA[<script>]]></text>')],
    ['an instruction', `${svg('')}<?xml-stylesheet href="x"?>`],
    ['another root', '<html><svg/></html>'],
    ['two roots', svg('') + svg('')],
    ['text around it', `hello ${svg('')}`],
    ['a tag that is not closed', '<svg><g></svg>'],
    ['tags closed in the wrong order', '<svg><g><text></g></text></svg>'],
    ['a value without quotes', '<svg width=10></svg>'],
    ['a hundred levels', svg('<g>'.repeat(100) + '</g>'.repeat(100))],
    ['nothing', ''],
    ['no picture', 'Lorem ipsum'],
  ];
  for (const [name, text] of REFUSED) {
    it(`is refused with ${name}`, () => {
      expect(cleanSvg(text)).to.equal(undefined);
    });
  }

  it('is read in one go, however long it is', () => {
    const long = svg(
      `<path d="${'M0 0'.repeat(200_000)}"/><!--${'-x'.repeat(100_000)}--><text>${'<'.repeat(9)}`,
    );
    expect(cleanSvg(long)).to.equal(undefined);
    expect(cleanSvg(svg(`<path d="${'M0 0'.repeat(200_000)}"/>`))).to.have.length.above(800_000);
  });

  it('is read at once, however long a word in it is', () => {
    const long = 'a'.repeat(900_000);
    const begun = performance.now();
    expect(cleanSvg(svg(`<path d="${long}"/>`))).to.contain(long);
    expect(performance.now() - begun).to.be.below(5_000);
  });

  it('is the same when it is cleaned again, whatever it is made of', () => {
    const pieces = fc.constantFrom(
      '<g>',
      '</g>',
      '<rect onload="x"/>',
      '<script>',
      '</script>',
      'a&lt;',
      "<use href='#a'/>",
      '&#x26;',
      '<',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const clean = cleanSvg(svg(parts.join('')));
        expect(clean === undefined ? undefined : cleanSvg(clean)).to.equal(clean);
        expect(clean ?? '').to.not.match(/<script|onload/);
      }),
    );
  });
});
