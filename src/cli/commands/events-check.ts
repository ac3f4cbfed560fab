import { command, JSON_OPTION } from '../framework/command.js';

export const eventsCheckCommand = command({
  name: 'events check',
  summary: 'Decode the whole log: can this version read it?',
  options: JSON_OPTION,
  examples: [
    'EVENTSTORE_URL=esdb://log.example:2113 aidesign events check   (before a new version is started)',
  ],
  run: async ({ values }, tools) => {
    const { runEventsCheck } = await import('../work/events-check.js');
    await runEventsCheck(tools, { json: values.json ?? false });
  },
});
