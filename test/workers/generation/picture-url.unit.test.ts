import { expect } from 'chai';
import { pictureUrl } from '#workers/generation/pictures/picture-url.js';
import { SVG } from './answers.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const base64 = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64');

describe('a picture in base64', () => {
  const KNOWN: [string, Buffer | string, string][] = [
    ['PNG', PNG, 'image/png'],
    ['JPEG', JPEG, 'image/jpeg'],
    ['SVG', SVG, 'image/svg+xml'],
  ];
  for (const [name, bytes, type] of KNOWN) {
    it(`is named by what its bytes say: ${name}`, () => {
      expect(pictureUrl(base64(bytes))).to.equal(`data:${type};base64,${base64(bytes)}`);
    });
  }

  it('is cleaned when it is an SVG', () => {
    const url = pictureUrl(base64('<svg><script>alert(1)</script><rect/></svg>'));
    expect(Buffer.from(url?.split(',')[1] ?? '', 'base64').toString()).to.equal(
      '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>',
    );
  });

  it('may be broken into lines', () => {
    const lines = base64(PNG).replaceAll(/.{8}/g, '$&\r\n');
    expect(pictureUrl(lines)).to.equal(`data:image/png;base64,${base64(PNG)}`);
  });

  it('is refused at once, however many blanks it begins with', () => {
    const begun = performance.now();
    expect(pictureUrl(`${' '.repeat(7_000_000)}!`)).to.equal(undefined);
    expect(performance.now() - begun).to.be.below(5_000);
  });

  const REFUSED: [string, string][] = [
    ['nothing', ''],
    ['no base64', '<svg/>'],
    ['an address', 'https://evil.example/x.png'],
    ['a GIF', base64('GIF89a')],
    ['a PDF', base64('%PDF-1.7')],
    ['a page', base64('<html></html>')],
    ['a PNG without a header', base64(PNG.subarray(0, 10))],
    ['more than six megabytes', base64(Buffer.concat([PNG, Buffer.alloc(6 * 1024 * 1024)]))],
    ['an SVG of more than one megabyte', base64(`<svg>${' '.repeat(1024 * 1024)}</svg>`)],
  ];
  for (const [name, text] of REFUSED) {
    it(`is refused: ${name}`, () => {
      expect(pictureUrl(text)).to.equal(undefined);
    });
  }
});
