// From what a client asks for to a group that can be: names, start, filter and strategy are checked here.

import { ALL, type StartFrom } from '../persistent/definition.js';
import { GroupError, type GroupName } from '../persistent/group-error.js';
import type { NewDefinition } from '../persistent/groups.js';
import { STRATEGIES, isStrategy, type StrategyName } from '../persistent/settings.js';
import type { GroupRequest, SentStart } from '../wire/persistent-settings.js';
import { compileFilter } from './filter.js';
import { invalidArgument } from './status.js';

/** The strategies that have a number on the wire: the first three. */
const NUMBERED = STRATEGIES.slice(0, 3);

const strategyFrom = (name: GroupName, sent: number | string): StrategyName => {
  const strategy = typeof sent === 'number' ? (NUMBERED[sent] ?? String(sent)) : sent;
  if (isStrategy(strategy)) return strategy;
  throw new GroupError('failed', name, `Consumer strategy ${strategy} does not exist.`);
};

const END = -1n;

const startFrom = (name: GroupName, start: SentStart): StartFrom => {
  if (start === 'start' || start === 'end') return start;
  const { commit, prepare } = typeof start === 'bigint' ? { commit: start, prepare: start } : start;
  if (commit === END && prepare === END) return 'end';
  if (commit < 0n || prepare < 0n) {
    throw new GroupError('failed', name, 'Commit and prepare position must be both positive or both -1');
  }
  if (prepare > commit) {
    throw new GroupError('failed', name, 'Prepare position must be less than or equal to commit position');
  }
  return Number(commit);
};

/** Throws GroupError or a call error when the request makes no group. */
export const definitionFrom = (request: GroupRequest): NewDefinition => {
  const { source, stream, group, settings, filter } = request;
  const name = { source: source === 'all' ? ALL : stream, group };
  if (source !== 'all' && stream === ALL) {
    throw new GroupError('failed', name, 'Use the options of $all to subscribe to $all');
  }
  if (filter !== undefined && compileFilter(filter) === undefined) {
    throw invalidArgument('The filter is not usable');
  }
  const start = startFrom(name, request.start);
  const isFromStart = start === 0 && typeof request.start === 'bigint';
  return {
    ...name,
    start: isFromStart ? 'start' : start,
    filter,
    settings: { ...settings, strategy: strategyFrom(name, settings.strategy) },
  };
};
