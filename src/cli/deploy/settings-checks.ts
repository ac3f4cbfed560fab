// What of the settings would be wrong on a server that others reach. Pure.
import type { Config } from '#platform/config.js';
import type { DeployFinding } from './facts.js';

type Check = (config: Config) => DeployFinding | false;

/** The names of local addresses. */
const isLocal = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);

type Words = readonly [what: string, why: string, mend: string];

const finding = (code: string, ...[what, why, mend]: Words): DeployFinding => ({
  ...{ code, what, why, mend },
});

const production: Check = ({ NODE_ENV }) =>
  NODE_ENV !== 'production' &&
  finding(
    'not_production',
    `NODE_ENV is ${NODE_ENV}.`,
    'Any page on a local port may call the API with the credentials of whoever is signed in.',
    'Set NODE_ENV=production.',
  );

const publicUrl: Check = ({ PUBLIC_URL }) =>
  (PUBLIC_URL === undefined || !isOpen(PUBLIC_URL)) &&
  finding(
    'no_tls',
    PUBLIC_URL === undefined ? 'PUBLIC_URL is not set.' : `PUBLIC_URL is ${PUBLIC_URL}.`,
    'Passwords and tokens travel readably; answers carry no HSTS, and the cookie of the console is not Secure.',
    'Put a proxy with TLS before the API that redirects http, and set PUBLIC_URL=https://….',
  );

const redirect: Check = ({ SECURE_SSL_REDIRECT }) =>
  !SECURE_SSL_REDIRECT &&
  finding(
    'no_tls_redirect',
    'SECURE_SSL_REDIRECT is off.',
    'A proxy that lets plain http through is not noticed: passwords and tokens are answered in the clear.',
    'Set SECURE_SSL_REDIRECT=true, with the networks of the proxy in TRUSTED_PROXIES.',
  );

const debug: Check = ({ LOG_LEVEL }) =>
  (LOG_LEVEL === 'debug' || LOG_LEVEL === 'trace') &&
  finding(
    'debug_log',
    `LOG_LEVEL is ${LOG_LEVEL}.`,
    'It is for looking, not for keeping.',
    'Set LOG_LEVEL=info.',
  );

const silent: Check = ({ LOG_LEVEL }) =>
  (LOG_LEVEL === 'silent' || LOG_LEVEL === 'fatal') &&
  finding('no_log', `LOG_LEVEL is ${LOG_LEVEL}.`, 'Failures leave no trace.', 'Set LOG_LEVEL=info.');

/** Reached by TLS, and not on the machine of whoever looks. */
const isOpen = (address: string): boolean => {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && !isLocal(hostname);
};

const origins: Check = ({ CORS_ORIGINS }) => {
  const bad = CORS_ORIGINS.filter((origin) => !isOpen(origin));
  return (
    bad.length > 0 &&
    finding(
      'weak_cors',
      `CORS_ORIGINS allows ${bad.join(', ')}.`,
      'Whoever controls the network, or a program on the machine of a person, calls the API in their name.',
      'List https origins of the front end only.',
    )
  );
};

const frontend: Check = ({ FRONTEND_URL }) =>
  !isOpen(FRONTEND_URL) &&
  finding(
    'mail_links',
    `FRONTEND_URL is ${FRONTEND_URL}.`,
    'Links in mails carry tokens, and lead there.',
    'Set FRONTEND_URL to the https address of the front end.',
  );

const metricsToken: Check = ({ METRICS_TOKEN }) =>
  (METRICS_TOKEN === undefined || METRICS_TOKEN.length < 32) &&
  finding(
    'metrics_token',
    METRICS_TOKEN === undefined ? 'METRICS_TOKEN is not set.' : 'METRICS_TOKEN is short.',
    'A proxy on the same machine that adds no forwarding header opens /metrics to everyone.',
    'Set METRICS_TOKEN to 32 or more random characters.',
  );

const SERVERS = ['EVENTSTORE_URL', 'DATABASE_URL', 'REDIS_URL'] as const;
const embedded: Check = (config) => {
  const missing = SERVERS.filter((name) => config[name] === undefined);
  return (
    missing.length > 0 &&
    finding(
      'embedded_servers',
      `${missing.join(', ')} not set.`,
      'npm start brings servers of its own for these: one machine, no replica.',
      'Set the address of each server.',
    )
  );
};

const WEAK = /^(|secret|password|postgres|aidesign|changeme|change-me|example|admin|test|dev|root|1234\d*)$/i;
const SHORTEST = 12;
const SECRETS = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'REDIS_URL', 'CELERY_BROKER_URL'] as const;
const isWeak = (url: string): boolean => {
  const { password, hostname } = new URL(url);
  const secret = decodeURIComponent(password);
  if (secret === '' && (isLocal(hostname) || hostname === '')) return false;
  return WEAK.test(secret) || secret.length < SHORTEST;
};
const passwords: Check = (config) => {
  const weak = SECRETS.filter((name) => config[name] !== undefined && isWeak(config[name]));
  return (
    weak.length > 0 &&
    finding(
      'weak_password',
      `${weak.join(', ')}: the password is missing, a well-known one, or shorter than ${SHORTEST} characters.`,
      'Whoever reaches the port reads and changes everything.',
      'Set a long random password.',
    )
  );
};

const sameRole: Check = ({ DATABASE_URL, DATABASE_OWNER_URL }) =>
  DATABASE_URL !== undefined &&
  DATABASE_OWNER_URL !== undefined &&
  new URL(DATABASE_URL).username === new URL(DATABASE_OWNER_URL).username &&
  finding(
    'one_database_role',
    'DATABASE_URL and DATABASE_OWNER_URL name the same role.',
    'A statement that somebody smuggles in may change tables and their rules.',
    'Use two roles as docker/postgres-init.sh makes them.',
  );

const logTls: Check = ({ EVENTSTORE_URL }) =>
  EVENTSTORE_URL !== undefined &&
  /[?&]tls=false/i.test(EVENTSTORE_URL) &&
  finding(
    'event_store_tls',
    'EVENTSTORE_URL has tls=false.',
    'The log travels readably, and anybody who reaches the port may append to it.',
    'Give EventStoreDB certificates, or keep its port on a network of its own.',
  );

const CHECKS = [production, publicUrl, redirect, debug, silent, origins, frontend, metricsToken, embedded];
const MORE = [passwords, sameRole, logTls];

/** Findings in the order of how near they are to the outside. */
export const settingsFindings = (config: Config): DeployFinding[] =>
  [...CHECKS, ...MORE].flatMap((check) => check(config) || []);
