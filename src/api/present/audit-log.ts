import type { IndexedEvent } from '#projections/event-index/queries.js';

/** What people are told happened to their account and what they own, in the words of api-contract §4.5. */
const ACTIONS: Readonly<Record<string, string>> = {
  AccountRegistered: 'register',
  SessionStarted: 'login',
  SessionEnded: 'logout',
  AccountPasswordChanged: 'password_change',
  PasswordResetRequested: 'password_reset',
  AccountEmailVerified: 'email_verify',
  AccountProfileChanged: 'profile_update',
  AccountPreferencesChanged: 'settings_change',
  AccountPlanChanged: 'subscription_change',
  AccountRoleGranted: 'role_change',
  AccountRoleRevoked: 'role_change',
  AccountSessionsRevoked: 'logout_all',
  AccountIdentityLinked: 'oauth_connect',
  AccountIdentityUnlinked: 'oauth_disconnect',
  ApiKeyCreated: 'api_key_create',
  ApiKeyRevoked: 'api_key_revoke',
  AccountDeactivated: 'account_deactivate',
  AccountReactivated: 'account_reactivate',
  ProjectCreated: 'project_create',
  ProjectDetailsChanged: 'project_update',
  VersionRestored: 'project_update',
  ProjectDeleted: 'project_delete',
  CollaboratorAdded: 'project_share',
  GenerationRequested: 'ai_request',
};

/** Event types people see. A saved design is none: the editor saves every half minute. */
export const AUDITED_TYPES: readonly string[] = Object.keys(ACTIONS);

/** Who did it: the person, or what kind of somebody else. */
const byWhom = ({ actorKind, actorId, account }: IndexedEvent): string =>
  actorKind === 'account' && actorId === String(account) ? 'self' : actorKind;

/** One line of a person's own audit log; whose account somebody else's was is not said. */
export const presentAuditLog = (event: IndexedEvent) => {
  const [category = '', ...id] = event.stream.split('-');
  return {
    id: event.eventId,
    action: ACTIONS[event.type] ?? '',
    timestamp: event.at,
    actor: byWhom(event),
    resource_type: category,
    resource_id: id.join('-'),
    event_type: event.type,
  };
};
