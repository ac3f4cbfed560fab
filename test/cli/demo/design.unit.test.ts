import { expect } from 'chai';
import { crc32, inflateSync } from 'node:zlib';
import { posterDesign, withRectangleAt } from '#cli/demo/design.js';
import { photoDataUrl } from '#cli/demo/picture.js';
import { countObjects } from '#domain/design/count-objects.js';
import { splitDesign } from '#domain/design/split.js';

describe('the design of the demo', () => {
  const design = posterDesign();

  it('is the same every time', () => {
    expect(posterDesign()).to.deep.equal(design);
  });

  it('has what designs have: groups in groups, colours, apostrophes, emoji, several scripts', () => {
    const text = JSON.stringify(design);
    for (const part of ['#FF5A5F', "Rosie's", '👩🏽‍🍳', 'विशेष', 'مرحبا', '抹茶', '"group"']) {
      expect(text).to.contain(part);
    }
    expect(countObjects(design)).to.equal(19);
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(design))).to.deep.equal(design);
  });

  it('has one picture of 3 MB', () => {
    const { pictures } = splitDesign(design);
    expect(pictures.map(({ bytes }) => Math.round(bytes.length / 1e5) / 10)).to.deep.equal([3]);
  });

  it('differs only in its rectangle after that was moved', () => {
    const moved = withRectangleAt(design, 96.5);
    expect(moved).not.to.deep.equal(design);
    expect(withRectangleAt(moved, 64)).to.deep.equal(design);
  });
});

describe('the photo of the demo', () => {
  const png = Buffer.from(photoDataUrl(8).split(',')[1] ?? '', 'base64');

  it('is a PNG with sound check sums', () => {
    expect(png.subarray(0, 8).toString('latin1')).to.equal('\u0089PNG\r\n\u001a\n');
    for (let at = 8; at < png.length;) {
      const length = png.readUInt32BE(at);
      const end = at + 8 + length;
      expect(png.readUInt32BE(end)).to.equal(crc32(png.subarray(at + 4, end)));
      at = end + 4;
    }
  });

  it('has three bytes for each pixel and one for each row', () => {
    const start = png.indexOf('IDAT') + 4;
    expect(inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)))).to.have.length(
      8 * (8 * 3 + 1),
    );
  });
});
