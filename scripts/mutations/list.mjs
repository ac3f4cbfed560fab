// Single edits of the built code, each of which a named test must notice. `find` is in the file exactly once.
// A comment of a file is no part of what is edited.

/** Removes a text. */
const without = (find) => ({ find, replace: '' });

export const MUTATIONS = [
  {
    what: 'a projection forgets one event: changed details of a project',
    file: 'projections/projects/projection.js',
    ...without('ProjectDetailsChanged: detailsChanged,'),
    test: 'projections/projects.unit',
  },
  {
    what: 'a projection forgets one event: an account was registered',
    file: 'projections/accounts/projection.js',
    find: 'AccountRegistered: ({',
    replace: 'AccountForgotten: ({',
    test: 'projections/accounts.unit',
  },
  {
    what: 'a checkpoint moves from wherever it is: no compare',
    file: 'followers/checkpoint.js',
    ...without(`
  and c.commit_position is not distinct from r.old_commit
  and c.prepare_position is not distinct from r.old_prepare`),
    test: 'followers/lost-lock.fault',
  },
  {
    what: 'nobody looks whether the checkpoint moved',
    file: 'followers/checkpoint.js',
    find: 'if (rowCount !== moves.length)',
    replace: 'if (false)',
    test: 'followers/lost-lock.fault',
  },
  {
    what: 'no await for the rows before the COMMIT',
    file: 'followers/commit.js',
    find: 'await answersOf(sent);',
    replace: 'void answersOf(sent).catch(() => undefined);',
    test: 'followers/parking/poison.int',
  },
  {
    what: 'no await for the COMMIT',
    file: 'followers/commit.js',
    find: 'await committed;',
    replace: 'committed.catch(() => undefined);',
    test: 'followers/ambiguous-commit.fault',
  },
  {
    what: 'the checkpoint in a transaction of its own, before the rows',
    file: 'followers/commit.js',
    find: 'advanceCheckpoints(client, moves, lag),',
    replace: "advanceCheckpoints(client, moves, lag), client.query('commit'), client.query('begin'),",
    test: 'followers/crash.fault',
  },
  {
    what: 'rows without their checkpoint',
    file: 'followers/commit.js',
    ...without('advanceCheckpoints(client, moves, lag),'),
    test: 'followers/crash.fault',
  },
  {
    what: 'a follower goes on from a log that does not have what it handled',
    file: 'followers/verify.js',
    find: 'if (found !== at.eventId)',
    replace: 'if (false)',
    test: 'followers/older-log.fault',
  },
  {
    what: 'a read model that begins anew keeps its old rows',
    file: 'followers/doctor/begin-anew.js',
    ...without('await client.query(`delete from ${table}`);'),
    test: 'followers/older-log.fault',
  },
  {
    what: 'two followers work at once: every lock is taken for held',
    file: 'followers/locks.js',
    find: 'rows.filter((row) => row.held)',
    replace: 'rows.filter(() => true)',
    test: 'followers/takeover.fault',
  },
  {
    what: 'a silent subscription is not looked after',
    file: 'followers/follow.js',
    find: 'return stillAlive(job, state);',
    replace: 'return;',
    test: 'followers/source.fault',
  },
  {
    what: 'a full disk is the fault of the event',
    file: 'followers/classify.js',
    find: "['22', '23', '54']",
    replace: "['22', '23', '53', '54']",
    test: 'followers/transient.fault',
  },
  {
    what: 'what comes behind a parked event does not wait',
    file: 'followers/parking/settle.js',
    ...without('grow(attempt.park, parked.map(placeOf));'),
    test: 'followers/parking/poison.int',
  },
  {
    what: 'readers are turned to a version that is behind',
    file: 'followers/rebuild/swap.js',
    ...without('requireForward(places, swap);'),
    test: 'followers/rebuild/swap.int',
  },
  {
    what: 'an append asks for no revision',
    file: 'eventlog/append.js',
    find: 'const expectedRevision = expected < 0 ? NO_STREAM : BigInt(expected);',
    replace: "const expectedRevision = 'any';",
    test: 'eventlog/event-log.int',
  },
  {
    what: 'a command that was carried out is carried out again',
    file: 'eventlog/carry-out.js',
    find: 'findCommand(before.recent, execution.context.commandId)',
    replace: 'undefined',
    test: 'eventlog/command-retry.int',
  },
  {
    what: 'a key may be used for another request',
    file: 'eventlog/carry-out.js',
    find: 'if (known.requestHash !== context.requestHash)',
    replace: 'if (false)',
    test: 'eventlog/command-retry.int',
  },
  {
    what: 'a repeated command trusts what this process remembers',
    file: 'eventlog/carry-out.js',
    find: 'context.mayBeRetry ? undefined : room',
    replace: 'room',
    test: 'eventlog/command-retry.int',
  },
  {
    what: 'the seal does not cover what the event says',
    file: 'eventlog/envelope.js',
    find: 'type, data, metadata: unsealed',
    replace: 'type, metadata: unsealed',
    test: 'eventlog/envelope.int',
  },
  {
    what: 'whoever lost an effect may note how it went',
    file: 'workers/effects/effect-store.js',
    find: "'h.attempt = ($2::int[])[array_position($1, h.key)]'",
    replace: "'$2::int[] is not null'",
    test: 'workers/effects/effect-store.int',
  },
  {
    what: 'a lease is never lost',
    file: 'workers/effects/lease.js',
    find: 'await store.prolong(fence, leaseMs).catch(() => false)',
    replace: 'true',
    test: 'workers/effects/frozen.fault',
  },
  {
    what: 'a bell is not noted',
    file: 'workers/effects/relay.js',
    ...without('await store.rung(rings, times.ringAgainMs);'),
    test: 'workers/effects/relay.int',
  },
  {
    what: 'the event store answers before the disk has it',
    file: 'embedded/eventstore/store/tables.js',
    find: 'noSync: !sync',
    replace: 'noSync: true',
    test: 'embedded/eventstore/sync-before-answer.fault',
  },
  {
    what: 'the built-in Redis answers before it has written',
    file: 'embedded/redis/append-file/append-file.js',
    find: 'return this.#writeWaiting();',
    replace: 'return true;',
    test: 'embedded/redis/durability.fault',
  },
];
