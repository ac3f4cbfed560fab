import { z } from 'zod';
import { isNetwork } from './client-address.js';
import { mailAddressIn } from './mail-address.js';
import { distance } from './similar.js';

const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
/** As the guide's settings write it: True and False. */
const pythonFlag = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['true', 'false', 'on', 'off', '1', '0']))
  .transform((value) => value === 'true' || value === 'on' || value === '1');
const port = z.coerce.number().int().min(0).max(65_535);
const natural = z.coerce.number().int().min(1);
const urlOf = (...protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL that starts with ${protocols.join(' or ')}`,
  });

/** Where reports go, with the key to send them. */
const isDsn = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, pathname } = new URL(text);
  return /^https?:$/.test(protocol) && username !== '' && password === '' && /\/\d+$/.test(pathname);
};

const modelName = z.string().regex(/^[\w.:/@-]{1,100}$/, 'must be the name of a model');

const OPENAI_URL_FORM = 'must have no user, password, query or fragment: the key belongs into OPENAI_API_KEY';
const carriesNoSecret = (text: string): boolean => {
  // What is no URL at all was reported already.
  if (!URL.canParse(text)) return true;
  const { username, password, search, hash } = new URL(text);
  return [username, password, search, hash].every((part) => part === '');
};

const PLAIN_URL_FORM = 'must have no user, password, query or fragment';
const redirectUri = urlOf('http:', 'https:').refine(carriesNoSecret, { error: PLAIN_URL_FORM }).optional();
const oauthText = z
  .string()
  .regex(/^[!-~]{1,500}$/, 'must be printable ASCII without spaces')
  .optional();

/**
 * Every setting of every process: the only place where names, forms and defaults of environment variables
 * stand.
 */
const settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8000),
  PUBLIC_URL: urlOf('http:', 'https:').optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  EVENTSTORE_URL: urlOf('esdb:', 'esdb+discover:').optional(),
  DATABASE_URL: urlOf('postgres:', 'postgresql:').optional(),
  DATABASE_OWNER_URL: urlOf('postgres:', 'postgresql:').optional(),
  DATABASE_POOL_MAX: natural.default(10),
  REDIS_URL: urlOf('redis:', 'rediss:').optional(),
  CELERY_BROKER_URL: urlOf('redis:', 'rediss:').optional(),
  WORKER_CONCURRENCY_AI: natural.default(2),
  WORKER_CONCURRENCY_MAIL: natural.default(4),
  WORKER_CONCURRENCY_SYSTEM: natural.default(4),
  BLOB_URL: urlOf('file:').optional(),
  VAULT_URL: urlOf('file:').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((origin) => origin !== '')),
  ACCESS_TOKEN_MINUTES: natural.default(60),
  REFRESH_TOKEN_DAYS: natural.default(7),
  BODY_LIMIT_MB: natural.default(10),
  REQUEST_TIMEOUT_SECONDS: natural.max(3600).default(30),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((network) => network !== ''))
    .refine((networks) => networks.every(isNetwork), { error: 'must be networks such as 10.0.0.0/8, ::1' }),
  SECURE_SSL_REDIRECT: pythonFlag.default(false),
  RATE_LIMITS: flag.default(true),
  RATE_REDIS_TIMEOUT_MS: natural.default(250),
  RATE_ANONYMOUS: natural.default(60),
  RATE_READS: natural.default(600),
  RATE_WRITES: natural.default(120),
  RATE_AI: natural.default(20),
  RATE_API_KEY_FREE: natural.default(30),
  RATE_API_KEY_PRO: natural.default(100),
  RATE_API_KEY_ENTERPRISE: natural.default(500),
  RATE_SIGN_IN: natural.default(10),
  RATE_SIGN_IN_ADDRESS: natural.default(50),
  RATE_SIGN_IN_ACCOUNT: natural.default(100),
  FRONTEND_URL: urlOf('http:', 'https:')
    .default('http://localhost:3000')
    .transform((url) => url.replace(/\/+$/, '')),
  SMTP_URL: urlOf('smtp:', 'smtps:').optional(),
  EMAIL_HOST: z.string().optional(),
  EMAIL_PORT: port.default(587),
  EMAIL_HOST_USER: z.string().optional(),
  EMAIL_HOST_PASSWORD: z.string().optional(),
  EMAIL_USE_TLS: pythonFlag.default(true),
  DEFAULT_FROM_EMAIL: z
    .string()
    .default('AI Design <noreply@localhost>')
    .refine((text) => mailAddressIn(text) !== undefined, { error: 'must be Name <address> or an address' }),
  GOOGLE_OAUTH_CLIENT_ID: oauthText,
  GOOGLE_OAUTH_CLIENT_SECRET: oauthText,
  GOOGLE_OAUTH_REDIRECT_URI: redirectUri,
  GITHUB_OAUTH_CLIENT_ID: oauthText,
  GITHUB_OAUTH_CLIENT_SECRET: oauthText,
  GITHUB_OAUTH_REDIRECT_URI: redirectUri,
  OIDC_NAME: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,30}$/, 'must be a word of small letters and digits')
    .refine((name) => !['google', 'github', 'firebase', 'connections', 'disconnect'].includes(name), {
      error: 'is taken',
    })
    .default('oidc'),
  OIDC_LABEL: z.string().min(1).max(50).optional(),
  OIDC_ISSUER: urlOf('http:', 'https:').refine(carriesNoSecret, { error: PLAIN_URL_FORM }).optional(),
  OIDC_CLIENT_ID: oauthText,
  OIDC_CLIENT_SECRET: oauthText,
  OIDC_REDIRECT_URI: redirectUri,
  OAUTH_TIMEOUT_SECONDS: natural.max(60).default(5),
  NOTIFY: flag.default(true),
  FOLLOW_PARTITIONS: z.enum(['1', '2', '5', '10']).default('1').transform(Number),
  SETTLE_TIMEOUT_MS: natural.default(1000),
  VERIFY_CONTINUOUSLY: flag.default(true),
  AI_WAIT_SECONDS: natural.default(55),
  AI_WAITING_MAX: natural.default(100),
  OPENAI_BASE_URL: urlOf('http:', 'https:').refine(carriesNoSecret, { error: OPENAI_URL_FORM }).optional(),
  OPENAI_API_KEY: z
    .string()
    .regex(/^[!-~]+$/, 'must be printable ASCII without spaces')
    .optional(),
  OPENAI_MODEL: modelName.optional(),
  OPENAI_IMAGE_MODEL: modelName.optional(),
  OPENAI_TIMEOUT_SECONDS: natural.max(600).default(90),
  METRICS_TOKEN: z
    .string()
    .regex(/^[!-~]{16,}$/, 'must be at least 16 printable ASCII characters without spaces')
    .optional(),
  METRICS_PORT: port.optional(),
  SENTRY_DSN: z
    .string()
    .refine(isDsn, { error: 'must be https://<key>@<host>/<number of the project>' })
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: urlOf('http:', 'https:').optional(),
});

export type Config = Readonly<z.infer<typeof settings>>;
export const SETTING_NAMES: readonly string[] = Object.keys(settings.shape);

/** The settings cannot be used. The message has one line for each problem and says what to do. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`Settings that cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Names that are almost ours: an operator who misspells a setting must not get its default in silence. */
const misspelt = (environment: Environment): string[] =>
  Object.keys(environment)
    .filter((name) => !SETTING_NAMES.includes(name) && name.length > 5)
    .flatMap((name) => {
      const meant = SETTING_NAMES.find((known) => known.length > 5 && distance(name, known) <= 1);
      return meant ? [`${name} is not a setting. Did you mean ${meant}?`] : [];
    });

/** A limit nobody counts would be believed to hold. */
const unknownLimits = (environment: Environment): string[] => {
  const known = SETTING_NAMES.filter((name) => name.startsWith('RATE_'));
  return Object.keys(environment)
    .filter((name) => name.startsWith('RATE_') && !known.includes(name))
    .map((name) => `${name} is not a limit. There are: ${known.join(', ')}.`);
};

/** The settings of each provider: all of them, or none. */
const OAUTH_SETS = [
  ['GOOGLE_OAUTH_CLIENT_ID', 'GOOGLE_OAUTH_CLIENT_SECRET', 'GOOGLE_OAUTH_REDIRECT_URI'],
  ['GITHUB_OAUTH_CLIENT_ID', 'GITHUB_OAUTH_CLIENT_SECRET', 'GITHUB_OAUTH_REDIRECT_URI'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_REDIRECT_URI'],
] as const;

const LOOPBACK_URL = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])([:/]|$)/;

/** Codes and tokens never travel in the clear: http is for this machine, outside production. */
const oauthProblems = (config: Config): string[] => {
  const halves = OAUTH_SETS.flatMap((names) => {
    const missing = names.filter((name) => config[name] === undefined);
    if (missing.length === 0 || missing.length === names.length) return [];
    return [`${missing.join(' and ')} must be set with the others of ${names.join(', ')}, or none of them.`];
  });
  const addresses = ['OIDC_ISSUER', ...OAUTH_SETS.map((names) => names.at(-1) ?? names[0])] as const;
  const inTheClear = addresses.filter((name) => {
    const url = config[name];
    if (url === undefined || url.startsWith('https:')) return false;
    return config.NODE_ENV === 'production' || !LOOPBACK_URL.test(url);
  });
  return [...halves, ...inTheClear.map((name) => `${name} must begin with https://.`)];
};

const redirectProblems = ({
  SECURE_SSL_REDIRECT: redirects,
  PUBLIC_URL,
  TRUSTED_PROXIES,
}: Config): string[] => {
  if (!redirects) return [];
  const leads = PUBLIC_URL?.startsWith('https:') === true;
  return [
    ...(leads ? [] : ['SECURE_SSL_REDIRECT leads to PUBLIC_URL: set it to https://….']),
    ...(TRUSTED_PROXIES.length > 0
      ? []
      : [
          'SECURE_SSL_REDIRECT without TRUSTED_PROXIES redirects everyone for ever: list the proxy with TLS.',
        ]),
  ];
};

const rateProblems = (config: Config): string[] => {
  const wider = ['RATE_SIGN_IN_ADDRESS', 'RATE_SIGN_IN_ACCOUNT'] as const;
  const everyone = config.TRUSTED_PROXIES.filter((network) => /\/0+$/.test(network));
  return [
    ...wider
      .filter((name) => config[name] < config.RATE_SIGN_IN)
      .map((name) => `RATE_SIGN_IN is never reached: ${name} is less. Set ${name} to as many or more.`),
    ...everyone.map((all) => `TRUSTED_PROXIES: ${all} believes everyone. List the networks of the proxies.`),
  ];
};

const contradictions = (config: Config): string[] => {
  const problems: string[] = [];
  if (config.DATABASE_OWNER_URL && !config.DATABASE_URL) {
    problems.push('DATABASE_OWNER_URL is set but DATABASE_URL is not: set both or neither.');
  }
  if (config.NODE_ENV === 'production' && config.CORS_ORIGINS.includes('*')) {
    problems.push('CORS_ORIGINS=* sends credentials to everyone: list the origins of the front end.');
  }
  if (config.NODE_ENV === 'production' && !config.RATE_LIMITS) {
    problems.push('RATE_LIMITS=off lets anybody try passwords without end: set numbers instead.');
  }
  if (config.SMTP_URL && config.EMAIL_HOST) {
    problems.push('SMTP_URL and EMAIL_HOST both name a mail server: set one of them.');
  }
  if ((config.EMAIL_HOST_USER || config.EMAIL_HOST_PASSWORD) && !config.EMAIL_HOST) {
    problems.push('EMAIL_HOST_USER or EMAIL_HOST_PASSWORD is set but EMAIL_HOST is not: set it, or neither.');
  }
  return [...problems, ...redirectProblems(config), ...rateProblems(config), ...oauthProblems(config)];
};

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the settings. An empty variable counts as absent. Throws `ConfigError` with all problems
 * at once.
 */
export const readConfig = (environment: Environment): Config => {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(present);
  const malformed = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const problems = [...misspelt(present), ...unknownLimits(present), ...malformed];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return parsed.data;
};
