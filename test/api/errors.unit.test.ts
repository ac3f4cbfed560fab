import { expect } from 'chai';
import { ERRORS, errorBody, failureOf } from '#api/errors.js';
import { DomainError, type DomainErrorCode } from '#domain/kit/domain-error.js';
import { AppError, type AppErrorCode } from '#platform/app-error.js';

/** The compiler fails here when a code is added to a union and not to this list. */
const DOMAIN_CODES: Readonly<Record<DomainErrorCode, true>> = {
  not_found: true,
  forbidden: true,
  already_exists: true,
  email_taken: true,
  username_taken: true,
  project_limit_exceeded: true,
  collaborator_limit_exceeded: true,
  version_not_found: true,
  identity_taken: true,
  provider_connected: true,
  only_way_in: true,
  session_ended: true,
  token_reused: true,
  target_exists: true,
  link_not_valid: true,
  request_limit_exceeded: true,
  month_closed: true,
  stale_attempt: true,
  activity_limit_exceeded: true,
  generation_ended: true,
  parking_changed: true,
};
const APP_CODES: Readonly<Record<AppErrorCode, true>> = {
  validation_error: true,
  not_authenticated: true,
  invalid_credentials: true,
  token_not_valid: true,
  role_required: true,
  in_the_future: true,
  before_creation: true,
  revision_not_found: true,
  not_found: true,
  method_not_allowed: true,
  precondition_failed: true,
  idempotency_key_reused: true,
  conflict: true,
  request_too_large: true,
  unsupported_media_type: true,
  content_blocked: true,
  generation_failed: true,
  oauth_state_not_valid: true,
  oauth_exchange_failed: true,
  oauth_email_not_verified: true,
  oauth_link_refused: true,
  oauth_not_configured: true,
  oauth_unavailable: true,
  service_unavailable: true,
};

const domainCodes = Object.keys(DOMAIN_CODES) as DomainErrorCode[];
const appCodes = Object.keys(APP_CODES) as AppErrorCode[];

describe('the table of errors', () => {
  for (const code of domainCodes) {
    it(`gives the refusal ${code} a status and a hint`, () => {
      const failure = failureOf(new DomainError(code, 'No.', { limit: 3 }));
      expect(failure).to.include({ status: ERRORS[code].status, code, message: 'No.' });
      expect(ERRORS[code].status).to.be.within(400, 499);
      expect(ERRORS[code].hint).to.match(/^[A-Z].+\.$/);
    });
  }

  for (const code of appCodes) {
    it(`gives the failure ${code} a status and a hint`, () => {
      expect(failureOf(new AppError(code, 'No.'))).to.include({ status: ERRORS[code].status, code });
      expect(ERRORS[code].status).to.be.within(400, 599);
      expect(ERRORS[code].hint).to.match(/^[A-Z].+\.$/);
    });
  }

  it('has no code that nothing throws', () => {
    const thrown = [...domainCodes, ...appCodes, 'internal_error'];
    expect(Object.keys(ERRORS)).to.have.members([...new Set(thrown)]);
  });

  it('knows nothing of other errors', () => {
    for (const other of [new Error('x'), new TypeError('x'), 'x', undefined]) {
      expect(failureOf(other)).to.equal(undefined);
    }
  });
});

describe('the body of an error', () => {
  const failure = (details: Record<string, unknown>) =>
    ({ status: 403, code: 'forbidden', message: 'No.', problems: [], details }) as const;

  it('says one thing in every form that clients read', () => {
    expect(errorBody(failure({}), 'trace')).to.deep.equal({
      error: 'No.',
      detail: 'No.',
      code: 'forbidden',
      hint: ERRORS.forbidden.hint,
      errors: [{ code: 'forbidden', detail: 'No.', attr: null }],
      trace_id: 'trace',
    });
  });

  it('adds the facts of a refusal', () => {
    expect(errorBody(failure({ limit: 3, used: 3 }), 'trace')).to.include({ limit: 3, used: 3 });
  });

  it('does not let them replace anything', () => {
    const body = errorBody(failure({ code: 'x', error: 'x', trace_id: 'x' }), 'trace');
    expect(body).to.include({ code: 'forbidden', error: 'No.', trace_id: 'trace' });
  });
});
