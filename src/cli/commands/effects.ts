import { EFFECT_STATES, type EffectState } from '#workers/effects/desk.js';
import { nearest } from '#platform/similar.js';
import { command, JSON_OPTION, type Command } from '../framework/command.js';
import { UsageError } from '../framework/errors.js';
import { limitOf, reasonOf } from '../framework/option-values.js';

const LIMIT = 100;

const stateNamed = (text: string): EffectState => {
  const state = EFFECT_STATES.find((one) => one === text.toLowerCase());
  if (state !== undefined) return state;
  const meant = nearest(text, EFFECT_STATES);
  const hint = meant === undefined ? `States: ${EFFECT_STATES.join(', ')}.` : `Did you mean ${meant}?`;
  throw new UsageError(`There is no state "${text}".`, hint);
};

/** Without a state: what is not done. */
const statesOf = (text: string | undefined): readonly EffectState[] =>
  text === undefined ? EFFECT_STATES.filter((state) => state !== 'done') : [stateNamed(text)];

/** Loaded when a command runs: help is quick. */
const work = () => import('../work/effects.js');

/** Looking at effects, and deciding about those that did not end by themselves. */
export const effectCommands: readonly Command[] = [
  command({
    name: 'effects list',
    summary: 'List effects that are not done, the newest first',
    options: {
      state: { type: 'string', value: 'STATE', summary: `Only ${EFFECT_STATES.join(', ')}` },
      kind: { type: 'string', value: 'KIND', summary: 'Only this kind, such as generate' },
      limit: { type: 'string', value: 'N', summary: `At most N (default ${LIMIT})` },
      ...JSON_OPTION,
    },
    examples: ['aidesign effects list --state dead', 'aidesign effects list --kind generate --json'],
    run: async ({ values }, tools) => {
      const query = {
        states: statesOf(values.state),
        kind: values.kind,
        limit: limitOf(values.limit, LIMIT),
      };
      await (await work()).runList(tools, query, values.json ?? false);
    },
  }),
  command({
    name: 'effects show',
    summary: 'Show one effect: state, cause, attempts',
    positionals: ['<key>'],
    options: JSON_OPTION,
    run: async ({ values, positionals: [key = ''] }, tools) =>
      (await work()).runShow(tools, key, values.json ?? false),
  }),
  command({
    name: 'effects retry',
    summary: 'Try an effect again that was given up',
    positionals: ['<key>'],
    options: JSON_OPTION,
    run: async ({ values, positionals: [key = ''] }, tools) =>
      (await work()).runRetry(tools, key, values.json ?? false),
  }),
  command({
    name: 'effects give-up',
    summary: 'Give an effect up; the log keeps who and why',
    positionals: ['<key>'],
    options: {
      reason: { type: 'string', value: 'TEXT', summary: 'Why; it is kept in the log, so name nobody' },
      ...JSON_OPTION,
    },
    examples: ['aidesign effects give-up generate.5013 --reason "provider will not answer any more"'],
    run: async ({ values, positionals: [key = ''] }, tools) => {
      // Whether anything runs comes first: then the reason can still be thought about.
      const desk = await tools.effects();
      await (
        await work()
      ).runGiveUp(tools, {
        desk,
        key,
        reason: reasonOf(values.reason, 'double order'),
        json: values.json ?? false,
      });
    },
  }),
];
