// Read: checks the combination of options, then hands over to a finite read or a subscription.

import type { handleServerStreamingCall } from '@grpc/grpc-js';
import { withStructuredId } from '../wire/peek-record.js';
import { readReadRequest, type ReadRequest } from '../wire/read-messages.js';
import { WireError } from '../wire/reader.js';
import type { RpcContext } from './context.js';
import { compileFilter, type RecordFilter } from './filter.js';
import { Outlet } from './outlet.js';
import { refuseName } from './proposal.js';
import { readAll, readStream, type ReadJob } from './read-count.js';
import { callError, errorOf, invalidArgument, type CallError } from './status.js';
import { subscribeToAll, subscribeToStream } from './subscribe.js';

const UNKNOWN = 2;

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

const parse = (bytes: Buffer): ReadRequest | CallError => {
  try {
    const request = readReadRequest(bytes);
    return refuseRequest(request) ?? request;
  } catch (error) {
    if (error instanceof WireError) return invalidArgument(error.message);
    throw error;
  }
};

export const readHandler =
  ({ store, openCalls, report }: RpcContext): handleServerStreamingCall<Buffer, Buffer> =>
  (call) => {
    const outlet = new Outlet(call, openCalls);
    const request = parse(call.request);
    if (request instanceof Error) {
      outlet.fail(request);
      return;
    }
    const filter = filterOf(request);
    if (filter instanceof Error) {
      outlet.fail(filter);
      return;
    }
    const encode = request.ids === 'structured' ? withStructuredId : (record: Buffer): Buffer => record;
    run({ store, outlet, request, filter, encode }).catch((error: unknown) => {
      report('read', error);
      outlet.fail(callError(UNKNOWN, 'Unexpected error'));
    });
  };
