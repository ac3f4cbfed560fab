import { subjectsIn } from '#audit/hide-personal.js';
import type { LogRecord } from '#audit/log-record.js';
import type { RecordQuery } from '#audit/record-query.js';
import { askedFor, recordAccess } from '#commands/audit/record-access.js';
import type { Tools } from '../tools.js';
import { operator } from './operator.js';

/** Has the log say that the operator sees a record, before it is shown; nothing for one that is about nobody. */
export const tailRecorder = async (
  tools: Tools,
  { type, stream, account }: RecordQuery,
): Promise<(record: LogRecord) => Promise<void>> => {
  const log = await tools.log();
  const caller = operator();
  const asked = askedFor({
    view: 'events',
    type: type ?? null,
    stream: stream ?? null,
    account: account ?? null,
  });
  let part = 0;
  return async (record) => {
    const subjects = subjectsIn([record]);
    if (subjects.length === 0) return;
    await recordAccess({ log }, caller, { asked, subjects, events: 1, part });
    part += 1;
  };
};
