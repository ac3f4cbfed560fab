// Read: checks the combination of options, then hands over to a finite read or a subscription.

import type { handleServerStreamingCall } from '@grpc/grpc-js';
import { resolveLink } from '../store/links.js';
import type { Store } from '../store/store.js';
import { withStructuredId } from '../wire/peek-record.js';
import { readReadRequest, type ReadRequest } from '../wire/read-messages.js';
import { shownEvent, structured } from '../wire/resolved-event.js';
import { attempt, statusOfThrown } from './attempt.js';
import type { RpcContext } from './context.js';
import { compileFilter, type RecordFilter } from './filter.js';
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

const filterOf = ({ filter }: ReadRequest): RecordFilter | CallError | undefined =>
  filter === undefined ? undefined : (compileFilter(filter) ?? invalidArgument('The filter is not usable'));

type Encode = ReadJob['encode'];

/** Gives records the form the client asked for: links resolved or not, ids as text or as halves. */
const encoderFor = ({ ids, resolveLinks }: ReadRequest, { tables }: Store): Encode => {
  const isPlain = ids !== 'structured';
  if (!resolveLinks) return isPlain ? (record) => record : withStructuredId;
  return (record) => {
    const shown = resolveLink(tables, record);
    return shownEvent(isPlain ? shown : structured(shown));
  };
};

/** Everything about a call that can be wrong before the first event is read. */
const prepare = (call: Pick<ReadJob, 'store' | 'outlet'>, bytes: Buffer): ReadJob | CallError => {
  const request = readReadRequest(bytes);
  const refused = refuseRequest(request);
  if (refused !== undefined) return refused;
  const filter = filterOf(request);
  if (filter instanceof Error) return filter;
  return { ...call, request, filter, encode: encoderFor(request, call.store) };
};

/** Handler of Read. */
export const readHandler =
  ({ store, openCalls, report, isClosing }: RpcContext): handleServerStreamingCall<Buffer, Buffer> =>
  (call) => {
    const outlet = new Outlet(call, openCalls);
    const fail = (error: CallError): void => {
      outlet.fail(error);
    };
    const handling = { where: 'read', report, fail };
    if (isClosing()) fail(notReady());
    attempt(handling, () => {
      if (outlet.isClosed) return;
      const job = prepare({ store, outlet }, call.request);
      if (job instanceof Error) fail(job);
      else {
        run(job).catch((error: unknown) => {
          fail(statusOfThrown(error, handling));
        });
      }
    });
  };
