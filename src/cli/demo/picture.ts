import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BYTES_PER_PIXEL = 3;

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
};

/**
 * A sunset with the grain of a photo. The grain comes from a linear congruential generator: always the same.
 */
const pixels = (side: number): Buffer => {
  const rows = Buffer.alloc(side * (side * BYTES_PER_PIXEL + 1));
  let grain = 20_260_208;
  let at = 0;
  for (let y = 0; y < side; y += 1) {
    at += 1;
    for (let x = 0; x < side; x += 1) {
      grain = (Math.imul(grain, 1_103_515_245) + 12_345) >>> 0;
      const noise = grain >>> 27;
      rows[at] = 200 + noise;
      rows[at + 1] = Math.trunc((120 * (side - y)) / side) + noise;
      rows[at + 2] = Math.trunc((160 * x) / side) + noise;
      at += BYTES_PER_PIXEL;
    }
  }
  return rows;
};

/**
 * A PNG as a data URL, the same bytes every time, not compressed: 3 bytes a pixel, so 1000 × 1000 are 3 MB.
 */
export const photoDataUrl = (side: number): string => {
  const header = Buffer.concat([uint32(side), uint32(side), Buffer.from([8, 2, 0, 0, 0])]);
  const image = chunk('IDAT', deflateSync(pixels(side), { level: 0 }));
  const png = Buffer.concat([SIGNATURE, chunk('IHDR', header), image, chunk('IEND', Buffer.alloc(0))]);
  return `data:image/png;base64,${png.toString('base64')}`;
};
