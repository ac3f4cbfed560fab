import { eventFile } from '#audit/event-file.js';
import { eventFilePages, shownEvents, type Look } from '#audit/event-pages.js';
import { askedIn, filterOf } from '#audit/event-query.js';
import { askedFor } from '#commands/audit/record-access.js';
import { AppError } from '#platform/app-error.js';
import { listEvents } from '#projections/event-index/queries.js';
import { file, live, page, type Answer, type ConsoleRequest, type PageAnswer } from '../room.js';
import { eventList } from './event-list.js';
import { eventsPage, LIST_ID, listContent, type EventsView } from './events-page.js';
import type { EventsDeps } from './events-deps.js';
import { formatIn } from './format.js';
import { EVENTS, LIVE } from './links.js';
import { lookOf, NO_LOOK, reasonIn } from './look.js';
import { addressOf, questionIn, type Question, type Understood } from './question.js';
import { tail } from './tail.js';
import { treePage } from './tree-page.js';

const MOST_IN_TREE = 500;

interface Looked {
  readonly personal: boolean;
  readonly look: Look;
  /** What is wrong with the reason. */
  readonly problem: string | undefined;
}

/** Whether personal values are wanted, and for a reason. */
const looked = (
  deps: EventsDeps,
  { form, caller }: ConsoleRequest,
  wanted: { readonly question: Question; readonly exported: boolean },
): Looked => {
  const reason = reasonIn(form);
  if (!reason.wanted) return { personal: false, look: NO_LOOK, problem: undefined };
  if ('problem' in reason) return { personal: false, look: NO_LOOK, problem: reason.problem };
  const asked = askedFor({ view: 'events', ...askedIn(wanted.question), exported: wanted.exported });
  return {
    personal: true,
    look: lookOf({ deps, caller, asked, reason: reason.reason }),
    problem: undefined,
  };
};

const notUnderstood = (understood: Understood, { formToken }: ConsoleRequest): PageAnswer => {
  const view: EventsView = {
    understood,
    list: { next: undefined, back: undefined },
    events: [],
    personal: false,
    formToken,
  };
  const notice = { tone: 'bad', text: understood.problems.join(' ') } as const;
  return page({ title: 'Events', content: eventsPage(view), notice, status: 400 });
};

/** The list of events; sent as a form with a reason, with what they say and personal values. */
export const showEvents =
  (deps: EventsDeps) =>
  async (request: ConsoleRequest): Promise<Answer> => {
    const understood = questionIn(request.query);
    if (understood.problems.length > 0) return notUnderstood(understood, request);
    const { question } = understood;
    const { personal, look, problem } = looked(deps, request, { question, exported: false });
    const list = await eventList(deps.db, question);
    const data = personal || question.data === '1';
    const { events } = await shownEvents(deps, list.rows, { data, personal, look });
    const { formToken } = request;
    const content = eventsPage({ understood, list, events, personal, formToken });
    return page({
      title: 'Events',
      content,
      ...(question.live === '1' && !personal ? { live: addressOf(LIVE, question) } : {}),
      ...(problem === undefined ? {} : { status: 400, notice: { tone: 'bad', text: problem } as const }),
    });
  };

/** Events as they happen. */
export const watchEvents =
  (deps: EventsDeps) =>
  ({ query }: ConsoleRequest): Answer => {
    const { question, problems } = questionIn(query);
    if (problems.length > 0) throw new AppError('validation_error', problems.join(' '));
    return live(async function* (signal) {
      for await (const events of tail(deps, question, signal))
        yield [{ id: LIST_ID, content: listContent(events, true) }];
    });
  };

/** The events asked for as a file, oldest first unless asked otherwise. */
export const exportEvents =
  (deps: EventsDeps) =>
  async (request: ConsoleRequest): Promise<Answer> => {
    const { question, problems } = questionIn(request.query);
    const { personal, look, problem } = looked(deps, request, { question, exported: true });
    const wrong = [...problems, ...(problem === undefined ? [] : [problem])];
    if (wrong.length > 0) throw new AppError('validation_error', wrong.join(' '));
    const { order = 'oldest' } = question;
    const shown = { data: personal || question.data === '1', personal, look };
    const pages = eventFilePages(deps, { filter: filterOf(question), order }, shown);
    return file(await eventFile(pages, { name: 'events', format: formatIn(request) }));
  };

/** What one request led to. */
export const showTree =
  ({ db }: EventsDeps) =>
  async ({ params }: ConsoleRequest): Promise<Answer> => {
    const correlation = (params['id'] ?? '').slice(0, 100);
    const asked = { filter: { correlation }, order: 'oldest', after: undefined } as const;
    const found = await listEvents(db, { ...asked, limit: MOST_IN_TREE + 1 });
    if (found.length === 0) throw new AppError('not_found', 'No event belongs to this correlation.');
    return page({
      title: 'What one request led to',
      lead: `Correlation ${correlation}`,
      trail: [{ href: EVENTS, text: 'Events' }],
      content: treePage(found.slice(0, MOST_IN_TREE), found.length <= MOST_IN_TREE),
    });
  };
