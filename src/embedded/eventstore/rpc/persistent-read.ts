// Read of persistent subscriptions: the options first, then messages out and verdicts in, until either side ends
// the call. What a consumer held goes back to its group when the call is over, however it ended.

import type { handleBidiStreamingCall, ServerDuplexStream } from '@grpc/grpc-js';
import type { Caller } from '../access/caller.js';
import type { Counters } from '../operations/counters.js';
import type { Definition } from '../persistent/definition.js';
import { GroupError } from '../persistent/group-error.js';
import type { Refusal } from '../persistent/group-state.js';
import type { Groups } from '../persistent/groups.js';
import type { Connection, Subscriber } from '../persistent/subscriber.js';
import {
  readConsumerMessage,
  subscriptionConfirmed,
  type ConsumerMessage,
  type ConsumerOptions,
} from '../wire/persistent-read.js';
import { recordStream } from '../wire/peek-record.js';
import { retriedEvent, structured, type ShownEvent } from '../wire/resolved-event.js';
import type { RpcContext } from './context.js';
import { accessDenied, callerOf } from './identity.js';
import { Outlet } from './outlet.js';
import { groupStatus, groupStatusOfThrown } from './persistent-status.js';
import { invalidArgument, notReady } from './status.js';

type Call = ServerDuplexStream<Buffer, Buffer>;

const REFUSALS: Readonly<Record<number, Refusal>> = { 1: 'park', 3: 'skip', 4: 'skip' };

/** One call; `connection` is there once the group has accepted it. */
interface Session {
  readonly caller: Caller;
  readonly counters: Counters;
  readonly call: Call;
  readonly outlet: Outlet;
  readonly groups: Groups;
  connecting: boolean;
  connection: Connection | undefined;
}

const textOf = (call: Call, header: string): string => {
  const [value = ''] = call.metadata.get(header);
  return value.toString();
};

/**
 * What a consumer may see: of a resolved link into a stream it may not read, the link alone. Asked for each event, as
 * rights change meanwhile.
 */
const shownTo = (caller: Caller, { source, settings }: Definition, shown: ShownEvent): ShownEvent => {
  const { record, target } = shown;
  if (!settings.resolveLinks || !Buffer.isBuffer(target)) return shown;
  const stream = recordStream(target);
  return stream === source || caller.may('read', stream) ? shown : { record, target: 'gone' };
};

/** A consumer of a group, on the other side of a call. */
interface Consuming {
  readonly options: ConsumerOptions;
  readonly definition: Definition;
}

const subscriberOf = (session: Session, { options, definition }: Consuming): Subscriber => {
  const { call, caller, outlet } = session;
  const resume = async (): Promise<void> => {
    await outlet.pause();
    session.connection?.ready();
  };
  return {
    slots: options.slots,
    from: call.getPeer(),
    connectionName: textOf(call, 'connection-name'),
    confirm: (id) => {
      outlet.send(subscriptionConfirmed(id));
    },
    deliver: (shown, retries) => {
      session.counters.sentEvents++;
      const seen = shownTo(caller, definition, shown);
      const event = options.ids === 'structured' ? structured(seen) : seen;
      if (outlet.send(retriedEvent(event, retries))) return true;
      void resume();
      return false;
    },
    drop: () => {
      const { source = '', group } = options;
      outlet.fail(groupStatus(new GroupError('dropped', { source, group })));
    },
  };
};

const connect = async (session: Session, options: ConsumerOptions): Promise<void> => {
  const { source, group } = options;
  if (source === undefined) throw invalidArgument('Neither a stream nor $all was named');
  if (!session.caller.may('read', source)) throw accessDenied();
  const found = await session.groups.settled({ source, group });
  const isOver = (): boolean => session.outlet.isClosed;
  if (isOver()) return;
  const connection = found.connect(subscriberOf(session, { options, definition: found.definition }));
  session.connection = connection;
  // Messages were sent meanwhile, which may have shown that nobody is there any more.
  if (isOver()) connection.close();
};

const receive = async (session: Session, message: ConsumerMessage): Promise<void> => {
  if (!session.connecting) {
    if (message.kind !== 'options') throw invalidArgument('The first message must be options');
    session.connecting = true;
    await connect(session, message.options);
  } else if (message.kind === 'ack') session.connection?.ack(message.ids);
  else if (message.kind === 'nack') {
    const { ids, action } = message;
    const reason = `Client explicitly NAK'ed message.\n${message.reason}`;
    session.connection?.refuse(ids, { do: REFUSALS[action] ?? 'retry', reason });
  }
};

/** Handler of Read. */
export const persistentReadHandler =
  (context: RpcContext, groups: Groups): handleBidiStreamingCall<Buffer, Buffer> =>
  (call) => {
    const { counters, openCalls, report, isClosing } = context;
    const caller = callerOf(context, call.metadata);
    const outlet = new Outlet(call, openCalls);
    if (isClosing() || caller instanceof Error) {
      outlet.fail(caller instanceof Error ? caller : notReady());
      return;
    }
    const session: Session = {
      caller,
      counters,
      call,
      outlet,
      groups,
      connecting: false,
      connection: undefined,
    };
    outlet.onClose(() => session.connection?.close());
    const handle = async (bytes: Buffer): Promise<void> => {
      if (!outlet.isClosed) await receive(session, readConsumerMessage(bytes));
    };
    call.on('data', (bytes: Buffer) => {
      handle(bytes).catch((error: unknown) => {
        outlet.fail(groupStatusOfThrown(error, { where: 'persistent subscription', report }));
      });
    });
    call.on('end', () => {
      outlet.finish();
    });
  };
