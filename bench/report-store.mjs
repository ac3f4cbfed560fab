// The section on the event store. Pure: figures in, text out.
import { met, ms, perSecond, spread, table } from './lib/text.mjs';

const thousandths = (value) => value.toFixed(3);

const nameOf = ({ inFlight, batch }) => (batch > 1 ? `batches of ${batch}` : `${inFlight} in flight`);

const ratio = (one, other) => one.median / other.median;

const goals = ({ appends, reads, live }) => {
  const [single, wide, wider, batches] = appends;
  const bestOfEmmett = [single, wide, wider].map(({ emmett }) => emmett.median);
  return [
    met('32 in flight ÷ Emmett', ratio(wide.store, wide.emmett), 4),
    met('256 in flight ÷ Emmett', ratio(wider.store, wider.emmett), 5.5),
    met('batches ÷ Emmett’s best single appends', batches.store.median / Math.max(...bestOfEmmett), 10),
    met('32 in flight ÷ the client’s limit', ratio(wide.store, wide.canned), 0.7),
    met('256 in flight ÷ the client’s limit', ratio(wider.store, wider.canned), 0.7),
    ...reads.map(({ what, store, canned }) => met(`${what} ÷ the client’s limit`, ratio(store, canned), 0.9)),
    met('live delivery p50 ms, from the call', live.fromCall.p50.median, 2, true),
    met('live delivery p99 ms, from the call', live.fromCall.p99.median, 10, true),
  ].join('\n');
};

const liveRow = (name, { p50, p99 }) => [name, spread(p50, ms), spread(p99, ms)];

/** The section as text. */
export const storeText = (store) => `## The event store alone

Durable appends at exact revisions, events of about 550 bytes, each append on a stream of its own; events a second,
median of ${store.rounds} rounds of ${store.seconds} s (least–most), in turns. Beside it, on the same disk: the official client
against a server that stores nothing and answers prepared bytes (the limit of the client), LMDB with one synced
transaction for as many events as are under way (the limit of the disk), and Emmett (emmett-postgresql) on Postgres.

${table(
  ['Appended events a second', 'Event store', 'Client’s limit', 'LMDB', 'Emmett'],
  store.appends.map((row) => [
    nameOf(row),
    spread(row.store, perSecond),
    spread(row.canned, perSecond),
    spread(row.lmdb, perSecond),
    spread(row.emmett, perSecond),
  ]),
)}

Processor time of one event appended to the event store, milliseconds of one core:

${table(
  ['', 'Client', 'Event store'],
  store.appends.map((row) => [
    nameOf(row),
    spread(row.clientMs, thousandths),
    spread(row.serverMs, thousandths),
  ]),
)}

${store.count} events read through the client, events a second:

${table(
  ['Read', 'Event store', 'Client’s limit'],
  [
    ...store.reads.map(({ what, store: own, canned }) => [
      what,
      spread(own, perSecond),
      spread(canned, perSecond),
    ]),
    ['persistent subscription, each acknowledged', spread(store.persistent, perSecond), ''],
  ],
)}

Live delivery to a subscriber while events are appended one by one at half the rate of 32 in flight
(${spread(store.live.perSecond, perSecond)} a second), milliseconds:

${table(
  ['', 'p50 ms', 'p99 ms'],
  [
    liveRow('from the call of the append', store.live.fromCall),
    liveRow('from its answer', store.live.fromAnswer),
  ],
)}

Goals:

${goals(store)}

Where a goal is missed, this is where the time goes, and what would come next:

- **Appends one by one, beside Emmett.** The client’s limit is ${ratio(store.appends[1].canned, store.appends[1].emmett).toFixed(1)} × Emmett at 32 and
  ${ratio(store.appends[2].canned, store.appends[2].emmett).toFixed(1)} × at 256 in flight, on this machine: the most that any server could reach that is asked by this client. The client’s one
  thread is busy all the time (the table of processor time); 45 % of its work is the client and its protobuf code, 22 % gRPC. A client that
  reuses its messages would move the limit; the store is at ${ratio(store.appends[1].store, store.appends[1].canned).toFixed(2)} and ${ratio(store.appends[2].store, store.appends[2].canned).toFixed(2)} of it.
- **Batches of 1000.** Client, server and disk take turns, as there is one batch under way: the client’s part is
  ${(store.appends[3].clientMs.median * 1000).toFixed(0)} ms of a batch, the server’s ${(store.appends[3].serverMs.median * 1000).toFixed(0)} ms. A fifth of the server’s part is the garbage collector, a sixth writes LMDB’s instructions. Next:
  encode a batch into one buffer instead of one for each event.
- **Live delivery, counted from the call of the append.** It contains the append: two writes to the disk one after the other (LMDB’s pages,
  then its meta page) and the client’s queue; counted from the answer, delivery takes ${ms(store.live.fromAnswer.p50.median)} ms. Next: one journal written with one flush,
  LMDB behind it.`;
