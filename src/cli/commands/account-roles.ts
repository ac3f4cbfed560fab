import { GRANTED_ROLES, type GrantedRole } from '#domain/account/roles.js';
import { nearest } from '#platform/similar.js';
import { command, JSON_OPTION, type Command } from '../framework/command.js';
import { UsageError } from '../framework/errors.js';

const ROLE = {
  role: { type: 'string', value: 'ROLE', summary: `One of ${GRANTED_ROLES.join(', ')}` },
} as const;

const roleNamed = (text: string | undefined): GrantedRole => {
  if (text === undefined) throw new UsageError('--role is missing.', `Roles: ${GRANTED_ROLES.join(', ')}.`);
  const wanted = text.toLowerCase();
  const role = GRANTED_ROLES.find((known) => known === wanted);
  if (role !== undefined) return role;
  if (wanted === 'user') throw new UsageError('Everybody with an account is a user: there is nothing to do.');
  const meant = nearest(wanted, GRANTED_ROLES);
  const hint = meant === undefined ? `Roles: ${GRANTED_ROLES.join(', ')}.` : `Did you mean ${meant}?`;
  throw new UsageError(`There is no role "${text}".`, hint);
};

const roleCommand = (name: string, grant: boolean, summary: string): Command =>
  command({
    name,
    summary,
    positionals: ['<id|username|email>'],
    options: { ...ROLE, ...JSON_OPTION },
    examples: [`aidesign ${name} ada@example.org --role auditor`],
    run: async ({ values, positionals: [who = ''] }, tools) => {
      const role = roleNamed(values.role);
      const { runChangeRole } = await import('../work/change-role.js');
      await runChangeRole(tools, { who, role, grant, json: values.json ?? false });
    },
  });

/** Who may do what, beside the plan. In force with the next request. */
export const accountRoleCommands: readonly Command[] = [
  roleCommand('account grant', true, 'Give an account a role: admin, analyst, auditor'),
  roleCommand('account revoke', false, 'Take a role back'),
];
