import { command, JSON_OPTION } from '../framework/command.js';

export const migrateCommand = command({
  name: 'migrate',
  summary: 'Bring the database to the current schema',
  options: {
    status: { type: 'boolean', summary: 'Only say what is applied and what is pending' },
    ...JSON_OPTION,
  },
  run: async ({ values }, tools) => {
    const { runMigrate } = await import('../work/migrate.js');
    await runMigrate(tools, { statusOnly: values.status ?? false, json: values.json ?? false });
  },
});
