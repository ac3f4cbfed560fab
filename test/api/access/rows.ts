/** Things of one account, or ids that name nothing. */
export interface Things {
  readonly project: number;
  readonly task: number;
  readonly activity: number;
  readonly account: number;
  readonly username: string;
  /** A session and an API key. */
  readonly session: string;
  readonly key: string;
}

interface Asked {
  readonly path: string;
  readonly body?: unknown;
}

/**
 * What a stranger is told. `hidden`: of things of another account the same 404 as of unknown ones. `own`: it works,
 * and says and changes nothing of another account, whatever ids and filters are sent. `roles`: 403. `nobody`: there
 * is nothing of any account.
 */
export type Row =
  | { readonly kind: 'hidden' | 'own'; readonly ask: (things: Things) => readonly Asked[] }
  | { readonly kind: 'roles'; readonly path: string }
  | { readonly kind: 'nobody'; readonly why: string };

type Ask = (things: Things) => Asked | readonly Asked[];
const many = (ask: Ask) => (things: Things) => [ask(things)].flat();
const hidden = (ask: Ask): Row => ({ kind: 'hidden', ask: many(ask) });
const own = (ask: Ask): Row => ({ kind: 'own', ask: many(ask) });
const at = (path: string): Row => own(() => ({ path }));
const roles = (path: string): Row => ({ kind: 'roles', path });
const nobody = (why: string): Row => ({ kind: 'nobody', why });

const ofProject = (rest = '', body?: unknown): Row =>
  hidden(({ project }) => ({ path: `/projects/${project}/${rest}`, body }));

const byProof = nobody('whoever knows the password, or holds the token or the link, is the person');
const asking = (name: string, body: object): Row =>
  hidden(({ project }) => ({ path: `/ai/${name}/`, body: { ...body, project_id: project } }));

/** Of every route of the product: what becomes of somebody else's things. */
export const ROWS: Readonly<Record<string, Row>> = {
  health: nobody('is about the servers'),
  'health.live': nobody('is about the process'),
  'health.ready': nobody('is about the servers'),
  'health.detailed': nobody('is about the servers; its details need a role or a token'),
  metrics: nobody('wants a token of its own'),
  'docs.schema': nobody('is the same for everybody'),
  'docs.page': nobody('is the same for everybody'),
  'docs.style': nobody('is the same for everybody'),
  'auth.register': nobody('makes an account'),
  'auth.login': byProof,
  'auth.refresh': byProof,
  'auth.verify': byProof,
  'auth.jwks': nobody('public keys are the same for everybody'),
  'auth.logout': byProof,
  'auth.password_reset': nobody('answers the same for every address'),
  'auth.password_reset_confirm': byProof,
  'auth.email_verify': byProof,
  'auth.email_resend_verification': own(({ account }) => ({
    path: '/auth/email/resend-verification/',
    body: { user_id: account },
  })),
  'auth.preferences': own(({ account }) => ({ path: `/auth/preferences/?user=${account}` })),
  'auth.preferences_change': own(({ account }) => ({
    path: '/auth/preferences/',
    body: { user_id: account, theme: 'dark' },
  })),
  'auth.password_change': byProof,
  'auth.deactivate': byProof,
  'auth.audit_logs': own(({ account }) => ({ path: `/auth/security/audit-logs/?user=${account}` })),
  'auth.api_keys': own(({ account }) => ({ path: `/auth/api-keys/?user=${account}` })),
  'auth.api_keys.create': nobody('makes a key of the own account'),
  'auth.api_keys.revoke': hidden(({ key }) => ({ path: `/auth/api-keys/${key}/` })),
  'sessions.list': own(({ account }) => ({ path: `/auth/sessions/?user=${account}` })),
  'sessions.revoke': hidden(({ session }) => ({ path: `/auth/sessions/${session}/` })),
  'sessions.revoke_all': byProof,
  'sessions.security_profile': own(({ account }) => ({ path: `/auth/security/profile/?user=${account}` })),
  'sessions.login_history': own(({ account }) => ({
    path: `/auth/security/login-history/?user=${account}`,
  })),
  'oauth.begin': nobody('begins a sign-in; who comes back is not known yet'),
  'oauth.callback': byProof,
  'oauth.callback_query': byProof,
  'oauth.connections': own(({ account }) => ({ path: `/auth/oauth/connections/?user=${account}` })),
  'oauth.disconnect': hidden(({ account }) => ({ path: `/auth/oauth/disconnect/google/?user=${account}` })),
  'users.onboarded': own(({ account }) => ({
    path: '/auth/onboarding/complete/',
    body: { user_id: account },
  })),
  'users.me': own(({ account }) => ({ path: `/auth/users/me/?user=${account}&user_id=${account}` })),
  'users.change': own(({ account }) => ({
    path: '/auth/users/me/',
    body: { id: account, user_id: account, bio: 'a stranger' },
  })),
  'projects.search': at('/projects/search/?q=hidden'),
  'projects.autocomplete': at('/projects/autocomplete/?q=hidden'),
  'projects.suggestions': at('/projects/suggestions/?q=hidden'),
  'search.projects': own(({ username }) => ({
    path: `/projects/advanced-search/projects/?q=hidden&owner=${username}`,
  })),
  'search.global': at('/projects/advanced-search/global/?q=hidden'),
  'search.filter': own(({ username }) => ({
    path: '/projects/advanced_filter/',
    body: { owner_username: username, is_public: false },
  })),
  'search.popular': at('/projects/popular_searches/'),
  'search.assets': at('/projects/advanced-search/assets/?q=hidden'),
  'search.templates': at('/projects/advanced-search/templates/?q=hidden'),
  'search.teams': at('/projects/advanced-search/teams/?q=hidden'),
  'projects.list': own(({ account }) => [
    { path: `/projects/?user=${account}&owner=${account}` },
    { path: '/projects/?public=1' },
  ]),
  'projects.mine': own(({ account }) => ({ path: `/projects/my_projects/?user=${account}` })),
  'projects.show': hidden(({ project }) => [
    { path: `/projects/${project}/` },
    { path: `/projects/${project}/?revision=0` },
    { path: `/projects/${project}/?at=2026-01-01T00:00:00Z` },
  ]),
  'projects.versions': ofProject('versions/'),
  'projects.create': own(({ account }) => ({
    path: '/projects/',
    body: { name: 'Mine', project_type: 'graphic', user: account, ownerId: account },
  })),
  'projects.change': ofProject('', { name: 'Taken' }),
  'projects.replace': ofProject('', { name: 'Taken' }),
  'projects.delete': ofProject(),
  'projects.duplicate': ofProject('duplicate/', {}),
  'projects.add_collaborator': hidden(({ project, username }) => ({
    path: `/projects/${project}/add_collaborator/`,
    body: { username },
  })),
  'projects.remove_collaborator': hidden(({ project, account }) => ({
    path: `/projects/${project}/collaborators/${account}/`,
  })),
  'projects.save_design': ofProject('save_design/', { design_data: { objects: [] } }),
  'projects.create_version': ofProject('create_version/', {}),
  'projects.restore_version': ofProject('restore_version/', { version_number: 1 }),
  'ai.generate': asking('generate', { prompt: 'A poster' }),
  'ai.layout': asking('generate-layout', { prompt: 'A poster' }),
  'ai.logo': asking('generate-logo', { company_name: 'Ada' }),
  'ai.palette': own(({ project }) => ({
    path: '/ai/generate-color-palette/?async=1',
    body: { theme: 'sea', project_id: project },
  })),
  'ai.fonts': own(({ project }) => ({
    path: '/ai/suggest-fonts/?async=1',
    body: { design_style: 'modern', project_id: project },
  })),
  'ai.refine': asking('refine-design', { current_design: { objects: [] }, refinement_instruction: 'larger' }),
  'ai.image': asking('generate-image', { prompt: 'A sea' }),
  'ai.task': hidden(({ task }) => [{ path: `/ai/tasks/${task}/` }, { path: `/ai/generate/${task}/` }]),
  'ai.cancel': hidden(({ task }) => ({ path: `/ai/tasks/${task}/cancel/`, body: {} })),
  'ai.requests': own(({ account }) => ({ path: `/ai/requests/?user=${account}` })),
  'ai.request': hidden(({ task }) => ({ path: `/ai/requests/${task}/` })),
  'ai.events': hidden(({ task }) => ({ path: `/ai/tasks/${task}/events/` })),
  'analytics.dashboard': at('/analytics/dashboard/'),
  'analytics.overview': at('/analytics/overview/'),
  'analytics.project': hidden(({ project }) => ({ path: `/analytics/projects/${project}/` })),
  'analytics.activities': own(({ account }) => ({ path: `/analytics/activities/?user=${account}` })),
  'analytics.activities.recent': at('/analytics/activities/recent/'),
  'analytics.track': own(({ project }) => ({
    path: '/analytics/track/',
    body: { activity_type: 'project_open', project_id: project },
  })),
  'analytics.activity_logs': own(({ project }) => ({
    path: `/analytics/activity-logs/?project_id=${project}`,
  })),
  'analytics.activity_logs.summary': at('/analytics/activity-logs/summary/'),
  'analytics.activity_log': hidden(({ activity }) => ({ path: `/analytics/activity-logs/${activity}/` })),
  'analytics.log_activity': hidden(({ project }) => ({
    path: '/analytics/activity-logs/',
    body: { action_type: 'project_open', project_id: project },
  })),
  'analytics.ai_usage': own(({ account }) => ({ path: `/analytics/ai-usage/?user=${account}` })),
  'analytics.ai_usage.summary': at('/analytics/ai-usage/summary/'),
  'analytics.system': roles('/analytics/system/'),
  'audit.events': roles('/audit/events/'),
  'audit.events_export': roles('/audit/events/export/'),
  'audit.stream': roles('/audit/streams/account-1/'),
  'audit.stream_export': roles('/audit/streams/account-1/export/'),
};
