// Keeps the table `effects` at what reactors make of the log. Promises: an effect's row and the checkpoint
// are committed together and are on the disk; an effect the log holds the end of is closed, whatever this
// database knew before. It carries nothing out. Workers leave rows alone until their reactor has reached the
// end of the log in this session (checkpoint column `caught_up`): without checkpoints it reads everything
// again, and only what has no end in the log is left to do.
import type pg from 'pg';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import type { Reaction, Reactor } from '#workers/kit/reactor.js';
import { startEngine, type Engine, type FollowingOptions } from './engine.js';
import { touch } from './parking/touches.js';
import { blamed, unlessItFails, type Send, type Subject } from './subject.js';
import type { Countable } from './verifying/counts.js';

export interface ReactorsOptions extends FollowingOptions {
  readonly reactors: readonly Reactor[];
  /** After a commit that may have made something due, and when the end of the log is reached. */
  readonly onDue: () => void;
  /** Told of each event that makes an effect necessary, perhaps more than once: who carries it out will ask. */
  readonly onCause?: (cause: RecordedEvent) => void;
}

/** Name of a reactor's checkpoint. */
const reactorCheckpoint = (name: string): string => `reactor:${name}`;
const REACTOR_VERSION = 1;

const INSERT = `
insert into effects (key, reactor, kind, ids, since, cause_stream, cause_revision, cause_event)
select r.key, $2, r.kind, r.ids, r.since, r.stream, r.revision, r.event
from jsonb_to_recordset($1::jsonb)
  as r (key text, kind text, ids jsonb, since timestamptz, stream text, revision bigint, event uuid)
on conflict do nothing`;

/** A row that knows the attempt is not touched: its worker must not have to wait for us. */
const ATTEMPTED = `
update effects e set attempt = r.attempt
from (select key, max(attempt) as attempt from jsonb_to_recordset($1::jsonb) as a (key text, attempt int)
  group by key) r
where e.key = r.key and e.reactor = $2 and e.attempt < r.attempt`;

/** An end from before an operator gave it another try is not the end of that try. */
const SETTLED = `
with ends as (
  select key, max(at) as at from jsonb_to_recordset($1::jsonb) as s (key text, at timestamptz) group by key),
open as (
  select e.key from effects e join ends using (key)
  where e.reactor = $2 and e.state in ('pending', 'running') and (e.retried_at is null or e.retried_at < ends.at)
  order by e.key for update of e)
update effects e set state = 'done', last_error = null, updated_at = clock_timestamp()
from open where e.key = open.key`;

interface Reacted {
  readonly recorded: RecordedEvent;
  readonly reaction: Reaction;
}

const keyOf = (reaction: Reaction): string =>
  reaction.type === 'effect' ? reaction.effect.key : reaction.key;

const effectRows = (all: readonly Reacted[]) =>
  all.flatMap(({ recorded: { stream, revision, id }, reaction }) =>
    reaction.type === 'effect' ? [{ ...reaction.effect, stream, revision, event: id }] : [],
  );

const attemptRows = (all: readonly Reacted[]) =>
  all.flatMap(({ reaction }) =>
    reaction.type === 'attempted' ? [{ key: reaction.key, attempt: reaction.attempt }] : [],
  );

const settledRows = (all: readonly Reacted[]) =>
  all.flatMap(({ recorded, reaction }) =>
    reaction.type === 'settled' ? [{ key: reaction.key, at: recorded.created.toISOString() }] : [],
  );

/** In the order of their keys, so that this and a worker cannot block each other. */
const inKeyOrder = (rows: readonly { readonly key: string }[]) =>
  [...rows].sort((one, other) => (one.key < other.key ? -1 : 1));

const sendAll = (client: pg.ClientBase, reactor: string, all: readonly Reacted[]): Promise<unknown>[] => {
  const parts = [
    { name: 'effects_insert', text: INSERT, rows: effectRows(all) },
    { name: 'effects_attempted', text: ATTEMPTED, rows: attemptRows(all) },
    { name: 'effects_settled', text: SETTLED, rows: settledRows(all) },
  ];
  return parts
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, text, rows }) =>
      client.query({ name, text, values: [JSON.stringify(inKeyOrder(rows)), reactor] }),
    );
};

/** Under which checkpoints they follow the log. */
export const reactorPlaces = (reactors: readonly Reactor[]): readonly Countable[] =>
  reactors.map(({ name, categories }) => ({
    projection: reactorCheckpoint(name),
    version: REACTOR_VERSION,
    categories,
  }));

const reactorSubject = (reactor: Reactor, onCause: (cause: RecordedEvent) => void): Subject => {
  const reactedTo = (recorded: RecordedEvent): Reacted[] => {
    const { event, id, revision, stream } = recorded;
    const handled = { data: event.data, revision, stream, eventId: id };
    const reactions = blamed(recorded, () => reactor.reactionsTo(event.type, handled));
    if (reactions.some(({ type }) => type === 'effect')) onCause(recorded);
    return reactions.map((reaction) => ({ recorded, reaction }));
  };
  const plan = (events: readonly RecordedEvent[]): Send => {
    const all = events.flatMap(reactedTo);
    return (client) => sendAll(client, reactor.name, all);
  };
  /** What ends an effect must not pass what makes it necessary. */
  const touches = (recorded: RecordedEvent) =>
    unlessItFails(() => reactedTo(recorded).map(({ reaction }) => touch(`effect ${keyOf(reaction)}`)));
  const { name, categories } = reactor;
  return { name: reactorCheckpoint(name), version: REACTOR_VERSION, logic: 1, categories, plan, touches };
};

/** Starts to follow the log with these reactors, at least one; all share one subscription. */
export const startReactors = ({ reactors, onDue, onCause, ...options }: ReactorsOptions): Engine => {
  // Before that no row may be taken: to look for some would only keep the database from what is read.
  let wasLive = false;
  const subjects = reactors.map((reactor) => reactorSubject(reactor, onCause ?? (() => undefined)));
  return startEngine({
    ...options,
    source: { find: () => Promise.resolve(subjects) },
    durable: true,
    onProgress: (_checkpoints, live, events) => {
      wasLive ||= live;
      if (live || (wasLive && events > 0)) onDue();
    },
  });
};
