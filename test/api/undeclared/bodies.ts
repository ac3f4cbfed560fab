import { PASSWORD, uniqueName, type Person } from '#test/support/people.js';

export interface Given {
  readonly person: Person;
  readonly project: number;
  readonly task: number;
}

interface Asked {
  readonly path: string;
  readonly body: object;
}

const of =
  (path: string, body: object = {}) =>
  (): Asked => ({ path, body });
const ofProject =
  (rest: string, body: object = {}) =>
  ({ project }: Given): Asked => ({ path: `/projects/${project}/${rest}`, body });

const newcomer = (): object => {
  const username = uniqueName();
  return { username, email: `${username}@example.org`, password: PASSWORD };
};

const DESIGN = { version: '5.3.0', objects: [] };

/** A request that each route with a body takes; those that end something come last. */
export const BODIES: Readonly<Record<string, (given: Given) => Asked>> = {
  'auth.register': () => ({ path: '/auth/register/', body: newcomer() }),
  'auth.login': ({ person }) => ({
    path: '/auth/login/',
    body: { username: person.username, password: PASSWORD },
  }),
  'auth.verify': ({ person }) => ({ path: '/auth/token/verify/', body: { token: person.access } }),
  'auth.password_reset': ({ person }) => ({ path: '/auth/password/reset/', body: { email: person.email } }),
  'auth.email_resend_verification': of('/auth/email/resend-verification/'),
  'auth.api_keys.create': of('/auth/api-keys/', { name: 'Export' }),
  'users.change': of('/auth/users/me/', { bio: 'Printer' }),
  'users.onboarded': of('/auth/onboarding/complete/'),
  'auth.preferences_change': of('/auth/preferences/', { theme: 'dark' }),
  'search.filter': of('/projects/advanced_filter/', { q: 'menu' }),
  'projects.create': of('/projects/', { name: 'Menu', project_type: 'graphic' }),
  'projects.change': ofProject('', { name: 'Lunch' }),
  'projects.replace': ofProject('', { name: 'Dinner' }),
  'projects.duplicate': ofProject('duplicate/'),
  'projects.save_design': ofProject('save_design/', { design_data: DESIGN }),
  'projects.create_version': ofProject('create_version/'),
  'projects.restore_version': ofProject('restore_version/', { version_number: 1 }),
  'projects.add_collaborator': ofProject('add_collaborator/', { username: 'nobody-has-this' }),
  'ai.generate': of('/ai/generate/?async=1', { prompt: 'A poster' }),
  'ai.layout': of('/ai/generate-layout/?async=1', { prompt: 'A poster' }),
  'ai.logo': of('/ai/generate-logo/?async=1', { company_name: 'Analytical' }),
  'ai.palette': of('/ai/generate-color-palette/?async=1', { theme: 'sea' }),
  'ai.fonts': of('/ai/suggest-fonts/?async=1'),
  'ai.refine': of('/ai/refine-design/?async=1', { current_design: DESIGN, refinement_instruction: 'bigger' }),
  'ai.image': of('/ai/generate-image/?async=1', { prompt: 'A ship' }),
  'ai.cancel': ({ task }) => ({ path: `/ai/tasks/${task}/cancel/`, body: {} }),
  'analytics.track': of('/analytics/track/', { activity_type: 'project_open' }),
  'analytics.log_activity': of('/analytics/activity-logs/', { action_type: 'project_open' }),
  'oauth.callback': of('/auth/oauth/google/callback/', { state: 'x', code: 'y' }),
  'auth.email_verify': of('/auth/email/verify/', { token: 'x' }),
  'auth.password_reset_confirm': of('/auth/password/reset/confirm/', {
    token: 'x',
    new_password: PASSWORD,
  }),
  'auth.refresh': ({ person }) => ({ path: '/auth/refresh/', body: { refresh: person.refresh } }),
  'auth.password_change': of('/auth/password/change/', {
    current_password: PASSWORD,
    new_password: 'another horse 10',
  }),
  'auth.logout': of('/auth/logout/'),
  'auth.deactivate': of('/auth/deactivate/', { password: PASSWORD }),
};
