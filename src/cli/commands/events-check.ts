import { command, JSON_OPTION } from '../framework/command.js';

export const eventsCheckCommand = command({
  name: 'events check',
  summary: 'Decode every event of the log: can this version read it all?',
  options: JSON_OPTION,
  examples: [
    'EVENTSTORE_URL=esdb://log.example:2113 aidesign events check   (before a new version is started)',
  ],
  run: async ({ values }, tools) => {
    const { runEventsCheck } = await import('../work/events-check.js');
    await runEventsCheck(tools, { json: values.json ?? false });
  },
});
