// BatchAppend: many appends share one call and are told apart by correlation id; parts of several may
// interleave. Promises exactly one answer per append: its outcome, or Timeout when its deadline passes
// first (then the outcome is unknown to the caller, as the protocol allows). One failed append never ends
// the call.

import type { handleBidiStreamingCall } from '@grpc/grpc-js';
import type { Caller } from '../access/caller.js';
import { countAppend } from '../operations/counters.js';
import type { Failure, Outcome } from '../store/failure.js';
import type { NewEvent } from '../store/transaction.js';
import { batchError, batchSuccess, readBatchPart, type BatchPart } from '../wire/batch-append-messages.js';
import type { BatchOptions } from '../wire/batch-append-messages.js';
import { proposedSize } from '../wire/proposed-message.js';
import { attempt } from './attempt.js';
import type { RpcContext } from './context.js';
import { callerOf } from './identity.js';
import { Outlet } from './outlet.js';
import { MAX_APPEND_SIZE, TOO_LARGE, acceptEvent, refuseEvent, refuseName } from './proposal.js';
import { batchStatusOf, type CallError } from './status.js';

/** How long the parts of one append may take to arrive, whatever the client wishes. */
const COLLECT_MS = 2_000;
/** How long an append without a deadline of its own may take to become durable. */
const COMMIT_MS = 10_000;
const SWEEP_MS = 100;
/** Above this much unwritten data the server stops reading requests. */
const MAX_PENDING_BYTES = 64 * 1024 * 1024;

interface Entry {
  readonly correlation: string;
  readonly options: BatchOptions;
  readonly events: NewEvent[];
  size: number;
  collecting: boolean;
  deadline: number;
}

interface BatchCall {
  readonly caller: Caller;
  readonly context: RpcContext;
  readonly outlet: Outlet;
  readonly entries: Map<string, Entry>;
  readonly answered: () => void;
}

const TIMEOUT: Failure = { kind: 'timeout' };

const report = (batch: BatchCall, entry: Entry, outcome: Outcome): void => {
  if (batch.entries.get(entry.correlation) !== entry) return;
  batch.entries.delete(entry.correlation);
  countAppend(batch.context.counters, outcome, { events: entry.events.length, bytes: entry.size });
  const to = { correlation: entry.correlation, stream: entry.options.stream };
  batch.outlet.send(
    outcome.kind === 'written' ? batchSuccess(to, outcome) : batchError(to, batchStatusOf(outcome)),
  );
  batch.answered();
};

/** A failure that can be seen from the options alone. */
const refuseOptions = ({ caller }: BatchCall, options: BatchOptions): Failure | undefined => {
  if (options.timeoutMs !== undefined && options.timeoutMs <= 0) return TIMEOUT;
  if (options.expected === undefined) return { kind: 'bad-request', message: 'No expected revision' };
  const refused = refuseName(options.stream);
  if (refused !== undefined) return refused;
  return caller.may('write', options.stream) ? undefined : { kind: 'access-denied' };
};

const openEntry = (batch: BatchCall, part: BatchPart): Entry | undefined => {
  const known = batch.entries.get(part.correlation);
  if (known !== undefined) return known.collecting ? known : undefined;
  if (part.options === undefined) return undefined;
  const entry: Entry = {
    correlation: part.correlation,
    options: part.options,
    events: [],
    size: 0,
    collecting: true,
    deadline: Date.now() + Math.min(part.options.timeoutMs ?? COLLECT_MS, COLLECT_MS),
  };
  batch.entries.set(entry.correlation, entry);
  const refused = refuseOptions(batch, part.options);
  if (refused === undefined) return entry;
  report(batch, entry, refused);
  return undefined;
};

const addEvents = (entry: Entry, part: BatchPart): Failure | undefined => {
  for (const event of part.events) {
    const refused = refuseEvent(event);
    if (refused !== undefined) return refused;
    entry.size += proposedSize(event);
    if (entry.size > MAX_APPEND_SIZE) return TOO_LARGE;
    entry.events.push(acceptEvent(event));
  }
  return undefined;
};

const submit = (batch: BatchCall, entry: Entry): void => {
  const { stream, expected, timeoutMs } = entry.options;
  if (expected === undefined) return;
  entry.collecting = false;
  entry.deadline = Date.now() + (timeoutMs ?? COMMIT_MS);
  batch.context.store.writer.append({ stream, expected, events: entry.events }, (outcome) => {
    report(batch, entry, outcome);
  });
};

const receive = (batch: BatchCall, part: BatchPart): void => {
  const entry = openEntry(batch, part);
  if (entry === undefined) return;
  const refused = addEvents(entry, part);
  if (refused !== undefined) report(batch, entry, refused);
  else if (part.isFinal) submit(batch, entry);
};

/** Answers Timeout for every append whose deadline has passed. */
const sweep = (batch: BatchCall): void => {
  const now = Date.now();
  for (const entry of [...batch.entries.values()]) {
    if (entry.deadline <= now) report(batch, entry, TIMEOUT);
  }
};

/** Handler of BatchAppend. */
export const batchAppendHandler =
  (context: RpcContext): handleBidiStreamingCall<Buffer, Buffer> =>
  (call) => {
    const { queue } = context.store.writer;
    const outlet = new Outlet(call, context.openCalls);
    let halfClosed = false;
    const finishIfDone = (): void => {
      if (halfClosed && batch.entries.size === 0) outlet.finish();
    };
    const fail = (error: CallError): void => {
      outlet.fail(error);
    };
    const handling = { where: 'batch append', report: context.report, fail };
    const caller = callerOf(context, call.metadata);
    if (caller instanceof Error) {
      fail(caller);
      return;
    }
    const batch: BatchCall = { caller, context, outlet, entries: new Map(), answered: finishIfDone };
    const timer = setInterval(() => {
      if (batch.entries.size > 0) sweep(batch);
    }, SWEEP_MS).unref();
    outlet.onClose(() => {
      clearInterval(timer);
      batch.entries.clear();
    });
    call.on('data', (bytes: Buffer) => {
      if (outlet.isClosed || context.isClosing()) return;
      attempt(handling, () => {
        receive(batch, readBatchPart(bytes));
      });
      if (queue.pendingBytes > MAX_PENDING_BYTES) {
        call.pause();
        queue.add([], () => call.resume());
      }
    });
    call.on('end', () => {
      halfClosed = true;
      finishIfDone();
    });
  };
