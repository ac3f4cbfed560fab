import { command, JSON_OPTION, type Command } from '../framework/command.js';
import { UsageError } from '../framework/errors.js';
import { limitOf, reasonOf } from '../framework/option-values.js';

const LIMIT = 100;
const SHOWN = 20;

/** `projects` or `projects@4`; without a version it is the newest that has the stream parked. */
const projectionNamed = (text: string) => {
  const [, projection, version] = /^([a-z][a-z0-9_:-]{0,99})(?:@([1-9]\d{0,8}))?$/.exec(text) ?? [];
  if (projection === undefined)
    throw new UsageError(
      `"${text}" is no projection.`,
      'Name it as `parked list` does: projects, or projects@4.',
    );
  return { projection, version: version === undefined ? undefined : Number(version) };
};

/** Loaded when a command runs: help is quick. */
const work = () => import('../work/parked.js');

/**
 * Looking at what projections could not handle, and deciding about it. Whether anything runs comes first: what
 * else is wrong with the words can still be thought about then.
 */
export const parkedCommands: readonly Command[] = [
  command({
    name: 'parked list',
    summary: 'List streams that projections cannot handle',
    options: {
      projection: { type: 'string', value: 'NAME', summary: 'Only those of this projection' },
      limit: { type: 'string', value: 'N', summary: `At most N (default ${LIMIT})` },
      ...JSON_OPTION,
    },
    examples: ['aidesign parked list --projection projects'],
    run: async ({ values }, tools) => {
      const query = { projection: values.projection, limit: limitOf(values.limit, LIMIT) };
      await (await work()).runList(tools, query, values.json ?? false);
    },
  }),
  command({
    name: 'parked show',
    summary: 'Show what waits in one stream, and why',
    positionals: ['<projection>', '<stream>'],
    options: {
      limit: { type: 'string', value: 'N', summary: `At most N events (default ${SHOWN})` },
      ...JSON_OPTION,
    },
    examples: ['aidesign parked show projects project-7'],
    run: async ({ values, positionals: [name = '', stream = ''] }, tools) => {
      const desk = await tools.parking();
      const place = { ...projectionNamed(name), stream };
      const limit = limitOf(values.limit, SHOWN);
      await (await work()).runShow(tools, { desk, place, limit, json: values.json ?? false });
    },
  }),
  command({
    name: 'parked retry',
    summary: 'Have a parked stream (or all) handled again',
    positionals: ['<projection>', '<stream|all>'],
    options: JSON_OPTION,
    examples: ['aidesign parked retry projects project-7', 'aidesign parked retry projects all'],
    run: async ({ values, positionals: [name = '', stream = ''] }, tools) => {
      const desk = await tools.parking();
      const place = { ...projectionNamed(name), stream };
      await (await work()).runRetry(tools, { desk, place, json: values.json ?? false });
    },
  }),
  command({
    name: 'parked skip',
    summary: 'Leave an event out for good; the log keeps who and why',
    positionals: ['<projection>', '<stream>'],
    options: {
      reason: { type: 'string', value: 'TEXT', summary: 'Why; it is kept in the log, so name nobody' },
      ...JSON_OPTION,
    },
    examples: ['aidesign parked skip projects project-7 --reason "written by a test tool"'],
    run: async ({ values, positionals: [name = '', stream = ''] }, tools) => {
      const desk = await tools.parking();
      const reason = reasonOf(values.reason, 'written by a test tool');
      const place = { ...projectionNamed(name), stream };
      await (await work()).runSkip(tools, { desk, place, reason, json: values.json ?? false });
    },
  }),
];
