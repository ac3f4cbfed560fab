import { command, JSON_OPTION, type Command } from '../framework/command.js';
import { UsageError } from '../framework/errors.js';

const VERSION = {
  version: { type: 'string', value: 'N', summary: 'That version (default: the newest build)' },
} as const;

const wholeNumber = (name: string, text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${name} needs a whole number, not "${text}".`);
  return Number(text);
};

const optional = (name: string, text: string | undefined): number | undefined =>
  text === undefined ? undefined : wholeNumber(name, text);

/** Loaded when a command runs: help is quick. */
const work = () => import('../work/projection.js');
const looks = () => import('../work/projection-status.js');
const checks = () => import('../work/projection-checks.js');

/** Looking at read models, building them anew without anyone noticing, and going back. */
export const projectionCommands: readonly Command[] = [
  command({
    name: 'projection list',
    summary: 'List every version of every read model',
    options: JSON_OPTION,
    run: async ({ values }, tools) => (await looks()).runList(tools, values.json ?? false),
  }),
  command({
    name: 'projection status',
    summary: 'Show how far the versions of a read model are',
    positionals: ['<name>'],
    options: JSON_OPTION,
    examples: ['aidesign projection status projects'],
    run: async ({ values, positionals: [name = ''] }, tools) =>
      (await looks()).runStatus(tools, name, values.json ?? false),
  }),
  command({
    name: 'projection rebuild',
    summary: 'Build a read model from the log, beside the live one',
    positionals: ['<name>'],
    options: {
      deploy: { type: 'boolean', summary: 'Deploy it when it has the same rows as the live one' },
      restart: { type: 'boolean', summary: 'Begin anew; else a build that was broken off goes on' },
      ...JSON_OPTION,
    },
    examples: ['aidesign projection rebuild projects', 'aidesign projection rebuild projects --deploy'],
    run: async ({ values, positionals: [name = ''] }, tools) => {
      const { deploy = false, restart = false, json = false } = values;
      await (await work()).runRebuild(tools, { name, deploy, restart, json });
    },
  }),
  command({
    name: 'projection diff',
    summary: 'Compare a build with the live rows; 1 if they differ',
    positionals: ['<name>'],
    options: { ...VERSION, ...JSON_OPTION },
    run: async ({ values, positionals: [name = ''] }, tools) => {
      const version = optional('--version', values.version);
      await (await checks()).runDiff(tools, { name, version, json: values.json ?? false });
    },
  }),
  command({
    name: 'projection deploy',
    summary: 'Let readers see a build, at once; only forward',
    positionals: ['<name>'],
    options: { ...VERSION, ...JSON_OPTION },
    run: async ({ values, positionals: [name = ''] }, tools) => {
      const version = optional('--version', values.version);
      await (await work()).runDeploy(tools, { name, version, json: values.json ?? false });
    },
  }),
  command({
    name: 'projection rollback',
    summary: 'Let readers see the version before, at once',
    positionals: ['<name>'],
    options: JSON_OPTION,
    run: async ({ values, positionals: [name = ''] }, tools) =>
      (await work()).runRollback(tools, name, values.json ?? false),
  }),
  command({
    name: 'projection drop',
    summary: 'Drop the tables of a version that nobody reads',
    positionals: ['<name>', '<version>'],
    options: JSON_OPTION,
    examples: ['aidesign projection drop projects 1'],
    run: async ({ values, positionals: [name = '', version = ''] }, tools) =>
      (await work()).runDrop(tools, {
        name,
        version: wholeNumber('<version>', version),
        json: values.json ?? false,
      }),
  }),
  command({
    name: 'projection verify',
    summary: 'Compare the live rows with the log; 1 if they differ',
    positionals: ['<name>'],
    options: {
      sample: { type: 'string', value: 'N', summary: 'Only N random rows of each table, from their streams' },
      ...JSON_OPTION,
    },
    examples: ['aidesign projection verify projects', 'aidesign projection verify projects --sample 100'],
    run: async ({ values, positionals: [name = ''] }, tools) => {
      const rows = optional('--sample', values.sample);
      await (await checks()).runVerify(tools, { name, rows, json: values.json ?? false });
    },
  }),
];
