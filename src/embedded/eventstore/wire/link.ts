// Links: events of type `$>` whose data names another event as `<revision>@<stream>`.

import { recordData, recordType } from './peek-record.js';

export const LINK_TYPE = '$>';

/** The event a link names. */
export interface LinkTarget {
  readonly revision: number;
  readonly stream: string;
}

/** Reads a link's text; undefined when it names no event. */
export const parseLink = (text: string): LinkTarget | undefined => {
  const at = text.indexOf('@');
  const digits = text.slice(0, Math.max(0, at));
  const revision = Number(digits);
  if (!/^\d+$/.test(digits) || !Number.isSafeInteger(revision)) return undefined;
  return { revision, stream: text.slice(at + 1) };
};

/** What a stored link names; undefined for an event that is no link, or one that names nothing. */
export const linkTarget = (record: Buffer): LinkTarget | undefined =>
  recordType(record) === LINK_TYPE ? parseLink(recordData(record).toString('utf8')) : undefined;
