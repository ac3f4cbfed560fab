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
    deploy: { type: 'boolean', summary: 'Look what of settings and servers is not fit for others to reach' },
    ...JSON_OPTION,
  },
  examples: ['aidesign doctor', 'aidesign doctor --fix', 'aidesign doctor --deploy'],
  run: async ({ values }, tools) => {
    if (values.deploy === true) {
      const { runDoctorDeploy } = await import('../work/doctor-deploy.js');
      await runDoctorDeploy(tools, { json: values.json ?? false });
      return;
    }
    const { runDoctor } = await import('../work/doctor.js');
    await runDoctor(tools, { fix: values.fix ?? false, json: values.json ?? false });
  },
});
