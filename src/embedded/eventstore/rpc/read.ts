// Read: checks the combination of options, then hands over to a finite read or a subscription.

import type { handleServerStreamingCall } from '@grpc/grpc-js';
import type { Caller } from '../access/caller.js';
import { resolveLink } from '../store/links.js';
import type { Store } from '../store/store.js';
import { linkTarget } from '../wire/link.js';
import { withStructuredId } from '../wire/peek-record.js';
import { readReadRequest, type ReadRequest } from '../wire/read-messages.js';
import { shownEvent, structured, type ShownEvent } from '../wire/resolved-event.js';
import { attempt, statusOfThrown } from './attempt.js';
import type { RpcContext } from './context.js';
import { compileFilter, type RecordFilter } from './filter.js';
import { accessDenied, callerOf } from './identity.js';
import { Outlet } from './outlet.js';
import { refuseName } from './proposal.js';
import { readAll, readStream, type ReadJob } from './read-count.js';
import { errorOf, invalidArgument, notReady, type CallError } from './status.js';
import { subscribeToAll, subscribeToStream } from './subscribe.js';

/** What is wrong with a request, if anything. */
const refuseRequest = (request: ReadRequest): CallError | undefined => {
  const { source, stream, count, filter, ids, backwards } = request;
  if (source === undefined || count === undefined) return invalidArgument('Incomplete read options');
  if (ids === undefined) return invalidArgument('No form of ids requested');
  if (count === 'subscription' && backwards) return invalidArgument('Subscriptions read forwards only');
  if (source === 'stream') {
    if (filter !== undefined) return invalidArgument('Only $all can be filtered');
    const refused = refuseName(stream);
    if (refused !== undefined) return errorOf(refused);
  }
  return undefined;
};

const run = (job: ReadJob): Promise<void> => {
  const { source, count } = job.request;
  if (count === 'subscription') return source === 'all' ? subscribeToAll(job) : subscribeToStream(job);
  return source === 'all' ? readAll(job, count ?? 0) : readStream(job, count ?? 0);
};

const runCounted = async ({ counters }: RpcContext, job: ReadJob): Promise<void> => {
  const subscribers = job.request.count === 'subscription' ? 1 : 0;
  counters.reads++;
  counters.subscriptions += subscribers;
  try {
    await run(job);
  } finally {
    counters.subscriptions -= subscribers;
  }
};

const filterOf = ({ filter }: ReadRequest): RecordFilter | CallError | undefined =>
  filter === undefined ? undefined : (compileFilter(filter) ?? invalidArgument('The filter is not usable'));

type Encode = ReadJob['encode'];

/** A call before it is known to be in order. */
interface Opened {
  readonly context: RpcContext;
  readonly outlet: Outlet;
  readonly caller: Caller;
}

/** What a link names, unless the caller may not read it. */
const resolveFor = ({ tables }: Store, caller: Caller, record: Buffer): ShownEvent => {
  const target = linkTarget(record);
  if (target !== undefined && !caller.may('read', target.stream)) return { record, target: 'gone' };
  return resolveLink(tables, record);
};

/** Gives records the form the client asked for: links resolved or not, ids as text or as halves. */
const encoderFor = ({ ids, resolveLinks }: ReadRequest, { context, caller }: Opened): Encode => {
  const isPlain = ids !== 'structured';
  if (!resolveLinks) return isPlain ? (record) => record : withStructuredId;
  return (record) => {
    const shown = resolveFor(context.store, caller, record);
    return shownEvent(isPlain ? shown : structured(shown));
  };
};

const counted =
  ({ counters }: RpcContext, encode: Encode): Encode =>
  (record) => {
    counters.sentEvents++;
    return encode(record);
  };

/** Everything about a call that can be wrong before the first event is read. */
const prepare = (opened: Opened, bytes: Buffer): ReadJob | CallError => {
  const { context, outlet, caller } = opened;
  const request = readReadRequest(bytes);
  const refused = refuseRequest(request);
  if (refused !== undefined) return refused;
  if (!caller.may('read', request.source === 'all' ? '$all' : request.stream)) return accessDenied();
  const filter = filterOf(request);
  if (filter instanceof Error) return filter;
  const encode = counted(context, encoderFor(request, opened));
  return { store: context.store, outlet, request, filter, encode };
};

/** Handler of Read. */
export const readHandler =
  (context: RpcContext): handleServerStreamingCall<Buffer, Buffer> =>
  (call) => {
    const { openCalls, report, isClosing } = context;
    const outlet = new Outlet(call, openCalls);
    const fail = (error: CallError): void => {
      outlet.fail(error);
    };
    const handling = { where: 'read', report, fail };
    const caller = callerOf(context, call.metadata);
    if (isClosing()) fail(notReady());
    else if (caller instanceof Error) fail(caller);
    else {
      attempt(handling, () => {
        const job = prepare({ context, outlet, caller }, call.request);
        if (job instanceof Error) fail(job);
        else {
          runCounted(context, job).catch((error: unknown) => {
            fail(statusOfThrown(error, handling));
          });
        }
      });
    }
  };
