import type { Commands } from '../engine/engine.js';
import type { Command } from './command.js';
import { blockingCommands } from './blocking-pops.js';
import { clientCommands } from './clients.js';
import { connectionCommands } from './connection.js';
import { counterCommands } from './counters.js';
import { expiryCommands } from './expiry.js';
import { hashCommands } from './hashes.js';
import { hashCounterCommands } from './hash-counters.js';
import { keyCommands } from './keys.js';
import { listCommands } from './lists.js';
import { listEditCommands } from './list-edits.js';
import { listMoveCommands } from './list-moves.js';
import { pubsubCommands } from './pubsub.js';
import { scanCommands } from './scans.js';
import { scriptCommands } from './scripting.js';
import { serverCommands } from './server.js';
import { setAlgebraCommands } from './set-algebra.js';
import { setCommands } from './sets.js';
import { stringCommands } from './strings.js';
import { stringManyCommands } from './strings-many.js';
import { stringRangeCommands } from './string-ranges.js';
import { transactionCommands } from './transactions.js';
import { zsetAddCommands } from './zset-add.js';
import { zsetAlgebraCommands } from './zset-algebra.js';
import { zsetPopCommands } from './zset-pops.js';
import { zsetRangeCommands } from './zset-ranges.js';
import { zsetRemoveCommands } from './zset-removes.js';
import { zsetCommands } from './zsets.js';

const all: readonly Command[] = [
  ...blockingCommands,
  ...clientCommands,
  ...connectionCommands,
  ...counterCommands,
  ...expiryCommands,
  ...hashCommands,
  ...hashCounterCommands,
  ...keyCommands,
  ...listCommands,
  ...listEditCommands,
  ...listMoveCommands,
  ...pubsubCommands,
  ...scanCommands,
  ...scriptCommands,
  ...serverCommands,
  ...setAlgebraCommands,
  ...setCommands,
  ...stringCommands,
  ...stringManyCommands,
  ...stringRangeCommands,
  ...transactionCommands,
  ...zsetAddCommands,
  ...zsetAlgebraCommands,
  ...zsetPopCommands,
  ...zsetRangeCommands,
  ...zsetRemoveCommands,
  ...zsetCommands,
];

const byName: ReadonlyMap<string, Command> = new Map(all.map((command) => [command.name, command]));

export const commands: Commands = {
  all,
  find: (name) => byName.get(name) ?? byName.get(name.toLowerCase()),
};
