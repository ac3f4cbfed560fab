import { eventFile } from '#audit/event-file.js';
import { recordedAuditEvent } from '#audit/audit-event.js';
import { noStream, streamFilePages } from '#audit/event-pages.js';
import { subjectsIn } from '#audit/hide-personal.js';
import { timeLine, type TimeLine } from '#audit/time-line.js';
import { askedFor, recordAccess } from '#commands/audit/record-access.js';
import { CATALOG } from '#domain/catalog.js';
import { AppError } from '#platform/app-error.js';
import type { LogRecord } from '#audit/log-record.js';
import { file, page, type Answer, type ConsoleRequest } from '../room.js';
import type { EventsDeps } from './events-deps.js';
import { formatIn } from './format.js';
import { EVENTS, TIME_LINE_PAGE } from './links.js';
import { lookOf, NO_LOOK, reasonIn } from './look.js';
import { timeLinePage, type TimeLineView } from './time-line-page.js';

/** The name of a stream of the product, and its category. Throws `not_found` for any other. */
const streamIn = ({ params }: ConsoleRequest): { readonly stream: string; readonly category: string } => {
  const stream = params['name'] ?? '';
  const category = stream.slice(0, stream.indexOf('-'));
  if (!Object.hasOwn(CATALOG, category) || stream.length > 300) throw noStream();
  return { stream, category };
};

const firstIn = ({ query }: ConsoleRequest): number => {
  const text = query.get('from') ?? '0';
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
};

const UNREADABLE =
  'An event of this stream is not one that this version can read. ./aidesign events check names it.';

const personsIn = (records: readonly LogRecord[], { subjects }: TimeLine): readonly number[] =>
  [...new Set([...subjectsIn(records), ...subjects])].sort((one, other) => one - other);

/** The time line of a stream; sent as a form with a reason, with personal values. */
export const showStream =
  (deps: EventsDeps) =>
  async (request: ConsoleRequest): Promise<Answer> => {
    const { stream, category } = streamIn(request);
    const from = firstIn(request);
    const found = await deps.history.page({ stream, from, count: TIME_LINE_PAGE + 1 });
    if (found.length === 0) throw noStream();
    const records = found.slice(0, TIME_LINE_PAGE);
    const look = reasonIn(request.form);
    const reason = 'reason' in look ? look.reason : undefined;
    const personal = reason !== undefined;
    const to = records.at(-1)?.revision ?? from;
    const states = await timeLine(deps.log.read(stream), { category, from, to, personal });
    if (personal) {
      const asked = askedFor({ view: 'state', stream });
      const shown = { asked, subjects: personsIn(records, states), events: records.length, part: 0, reason };
      await recordAccess(deps, request.caller, shown);
    }
    const view: TimeLineView = {
      stream,
      steps: records.map((record) => ({
        event: recordedAuditEvent(record, personal),
        states: states.entries.find(({ revision }) => revision === record.revision),
      })),
      from,
      isLast: found.length <= TIME_LINE_PAGE,
      personal,
      failure: states.isReadable ? undefined : UNREADABLE,
      formToken: request.formToken,
    };
    return page({
      title: stream,
      lead: 'From its beginning: what each event says, what it changed, and the state after it.',
      trail: [{ href: EVENTS, text: 'Events' }],
      content: timeLinePage(view),
      ...('problem' in look ? { status: 400, notice: { tone: 'bad', text: look.problem } as const } : {}),
    });
  };

/** A stream as a file; sent as a form with a reason, with personal values. */
export const exportStream =
  (deps: EventsDeps) =>
  async (request: ConsoleRequest): Promise<Answer> => {
    const { stream } = streamIn(request);
    const reason = reasonIn(request.form);
    if ('problem' in reason) throw new AppError('validation_error', reason.problem);
    const asked = askedFor({ view: 'stream', stream, exported: true });
    const look = reason.wanted
      ? lookOf({ deps, caller: request.caller, asked, reason: reason.reason })
      : NO_LOOK;
    const pages = streamFilePages(deps, stream, { personal: reason.wanted, look });
    return file(await eventFile(pages, { name: 'stream', format: formatIn(request) }));
  };
