import { command, JSON_OPTION, type Command } from '../framework/command.js';

const standingCommand = (name: string, active: boolean, summary: string): Command =>
  command({
    name,
    summary,
    positionals: ['<id|username|email>'],
    options: JSON_OPTION,
    examples: [`aidesign ${name} ada@example.org`],
    run: async ({ values, positionals: [who = ''] }, tools) => {
      const { runChangeStanding } = await import('../work/change-standing.js');
      await runChangeStanding(tools, { who, active, json: values.json ?? false });
    },
  });

/** Whether anybody can sign in to an account. What it owns, and its names, stay. */
export const accountStandingCommands: readonly Command[] = [
  standingCommand('account deactivate', false, 'Nobody signs in to the account any more; its data stay'),
  standingCommand('account reactivate', true, 'Let its owner sign in again'),
];
