// Messages about projections: the name asked for in, details out.

import { readChoice, readString, skipField } from './reader.js';
import { eachOption } from './request-options.js';
import { EMPTY, bytesField, int64Field, message } from './writer.js';

/** Which projections are asked about: one by name, or a kind. */
export type Asked = { readonly name: string } | 'all' | 'continuous' | 'transient' | 'one-time';

const KINDS: Readonly<Record<number, Asked>> = {
  0x12: 'all',
  0x1a: 'transient',
  0x22: 'continuous',
  0x2a: 'one-time',
};

/** The name in any request about one projection: field 1 of its options. */
export const readProjectionName = (buf: Buffer): string => {
  let name = '';
  eachOption(buf, (c, tag) => {
    if (tag === 0x0a) name = readString(c);
    else skipField(c, tag);
  });
  return name;
};

/** Whom a request for statistics is about. */
export const readStatisticsRequest = (buf: Buffer): Asked => {
  let asked: Asked = 'all';
  eachOption(buf, (c, tag) => {
    if (tag === 0x0a) asked = { name: readString(c) };
    else asked = readChoice(c, tag, { choices: KINDS, before: asked });
  });
  return asked;
};

export interface ProjectionDetails {
  readonly name: string;
  readonly status: string;
  /** `C:<commit>/P:<prepare>`. */
  readonly position: string;
  readonly lastCheckpoint: string;
  /** 0 to 100. */
  readonly progress: number;
  readonly processed: number;
  readonly busyMs: number;
}

const floatField = (field: number, value: number): Buffer => {
  const buf = Buffer.alloc(5);
  buf[0] = field * 8 + 5;
  buf.writeFloatLE(value, 1);
  return buf;
};

/** A StatisticsResp. */
export const statisticsAnswer = (details: ProjectionDetails): Buffer =>
  bytesField(
    1,
    message(
      int64Field(1, BigInt(Math.round(details.busyMs))),
      bytesField(4, details.name),
      bytesField(8, details.status),
      bytesField(10, details.name),
      bytesField(11, 'Continuous'),
      bytesField(12, details.position),
      floatField(13, details.progress),
      bytesField(14, details.lastCheckpoint),
      int64Field(15, BigInt(details.processed)),
    ),
  );

/** A StateResp or ResultResp of a projection that has none: an empty object. */
export const EMPTY_STATE: Buffer = bytesField(1, bytesField(5, EMPTY));
