import { command, JSON_OPTION } from '../framework/command.js';

export const doctorCommand = command({
  name: 'doctor',
  summary: 'Look what keeps the product from working',
  options: {
    fix: {
      type: 'boolean',
      summary:
        'Move checkpoints to where a copied or restored log has their events; begin anew where it lost them',
    },
    ...JSON_OPTION,
  },
  examples: ['aidesign doctor', 'aidesign doctor --fix'],
  run: async ({ values }, tools) => {
    const { runDoctor } = await import('../work/doctor.js');
    await runDoctor(tools, { fix: values.fix ?? false, json: values.json ?? false });
  },
});
