// Which events of $all a reader sees: some streams never, the rest by the reader's filter. Patterns are
// JavaScript regular expressions without the u flag, unanchored; what does not compile is refused.

import type { FilterOptions } from '../wire/read-messages.js';
import { isSystemRecord, recordStream, recordType } from '../wire/peek-record.js';

export type RecordFilter = (record: Buffer) => boolean;

const HIDDEN_PREFIX = '$persistentsubscription-$all::';

const isHiddenStream = (stream: string): boolean =>
  stream === '$epoch-information' ||
  (stream.startsWith(HIDDEN_PREFIX) && (stream.endsWith('-checkpoint') || stream.endsWith('-parked')));

/** False for the streams that $all never shows. */
export const isShownInAll: RecordFilter = (record) =>
  !isSystemRecord(record) || !isHiddenStream(recordStream(record));

const textTest = ({ regex, prefixes }: FilterOptions): ((text: string) => boolean) => {
  if (regex !== '') {
    const pattern = new RegExp(regex);
    return (text) => pattern.test(text);
  }
  return (text) => prefixes.some((prefix) => text.startsWith(prefix));
};

/** Compiles a filter; undefined when its pattern is no regular expression or it filters on nothing. */
export const compileFilter = (options: FilterOptions): RecordFilter | undefined => {
  if (options.on === undefined) return undefined;
  const subject = options.on === 'stream' ? recordStream : recordType;
  try {
    const test = textTest(options);
    return (record) => test(subject(record));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
