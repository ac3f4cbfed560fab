import type { JsonObject } from './json.js';

/** Every reason for which a decider refuses a command. The API gives each its status (api/errors.ts). */
export type DomainErrorCode =
  | 'not_found'
  | 'forbidden'
  | 'already_exists'
  | 'email_taken'
  | 'username_taken'
  | 'project_limit_exceeded'
  | 'collaborator_limit_exceeded'
  | 'version_not_found'
  | 'identity_taken'
  | 'provider_connected'
  | 'only_way_in'
  | 'session_ended'
  | 'token_reused'
  | 'target_exists'
  | 'link_not_valid'
  | 'request_limit_exceeded'
  | 'activity_limit_exceeded'
  | 'month_closed'
  | 'stale_attempt'
  | 'generation_ended'
  | 'parking_changed';

export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly details: JsonObject;

  constructor(code: DomainErrorCode, message: string, details: JsonObject = {}) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
}
