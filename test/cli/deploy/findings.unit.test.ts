import { expect } from 'chai';
import type { DeployFacts } from '#cli/deploy/facts.js';
import { settingsFindings } from '#cli/deploy/settings-checks.js';
import { storeFindings } from '#cli/deploy/store-checks.js';
import { vaultFindings } from '#cli/deploy/vault-checks.js';
import { readConfig, type Environment } from '#platform/config.js';

const LONG = 'v3ry-long-and-random-0123456789abcdef';
const GOOD: Environment = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://api.example',
  SECURE_SSL_REDIRECT: 'true',
  TRUSTED_PROXIES: '10.0.0.0/8',
  VAULT_URL: 'file:///var/lib/aidesign/vault',
  FRONTEND_URL: 'https://app.example',
  CORS_ORIGINS: 'https://app.example',
  METRICS_TOKEN: LONG,
  EVENTSTORE_URL: 'esdb://log.example:2113',
  DATABASE_URL: `postgres://aidesign_app:${LONG}@db.example:5432/aidesign`,
  DATABASE_OWNER_URL: `postgres://aidesign_owner:${LONG}@db.example:5432/aidesign`,
  REDIS_URL: `redis://:${LONG}@redis.example:6379/0`,
};
const codes = (changed: Environment): string[] =>
  settingsFindings(readConfig({ ...GOOD, ...changed })).map(({ code }) => code);

describe('settings that are fit for a deployment', () => {
  it('are nothing to be mended', () => {
    expect(codes({})).to.deep.equal([]);
  });
});

describe('settings that are not fit for a deployment', () => {
  const CASES: readonly (readonly [string, Environment])[] = [
    ['not_production', { NODE_ENV: 'development' }],
    ['no_tls', { PUBLIC_URL: 'https://localhost' }],
    ['no_tls_redirect', { SECURE_SSL_REDIRECT: undefined }],
    ['debug_log', { LOG_LEVEL: 'debug' }],
    ['debug_log', { LOG_LEVEL: 'trace' }],
    ['no_log', { LOG_LEVEL: 'silent' }],
    ['weak_cors', { CORS_ORIGINS: 'https://app.example http://app.example' }],
    ['weak_cors', { CORS_ORIGINS: 'https://localhost:3000' }],
    ['weak_cors', { CORS_ORIGINS: 'null' }],
    ['mail_links', { FRONTEND_URL: 'http://localhost:3000' }],
    ['metrics_token', { METRICS_TOKEN: undefined }],
    ['metrics_token', { METRICS_TOKEN: 'at-least-16-characters' }],
    ['embedded_servers', { EVENTSTORE_URL: undefined }],
    ['embedded_servers', { REDIS_URL: undefined }],
    ['weak_password', { DATABASE_URL: 'postgres://aidesign_app:secret@db.example/aidesign' }],
    ['weak_password', { DATABASE_URL: 'postgres://aidesign_app@db.example/aidesign' }],
    ['weak_password', { REDIS_URL: 'redis://redis.example:6379' }],
    ['weak_password', { DATABASE_OWNER_URL: 'postgres://aidesign_owner:short-one@localhost/aidesign' }],
    ['one_database_role', { DATABASE_OWNER_URL: GOOD['DATABASE_URL'] }],
    ['event_store_tls', { EVENTSTORE_URL: 'esdb://log.example:2113?tls=false' }],
  ];
  for (const [code, changed] of CASES) {
    const [[name, value] = []] = Object.entries(changed);
    it(`are found as ${code}: ${name ?? ''}=${value ?? ''}`, () => {
      expect(codes(changed)).to.deep.equal([code]);
    });
  }

  for (const PUBLIC_URL of ['http://api.example', undefined]) {
    it(`are found as no_tls beside no redirect: PUBLIC_URL=${PUBLIC_URL ?? ''}`, () => {
      expect(codes({ PUBLIC_URL, SECURE_SSL_REDIRECT: undefined })).to.deep.equal([
        'no_tls',
        'no_tls_redirect',
      ]);
    });
  }

  it('are told without the secrets in them', () => {
    const url = 'postgres://aidesign_app:canary@db.example/aidesign';
    const found = settingsFindings(
      readConfig({ ...GOOD, DATABASE_URL: url, METRICS_TOKEN: 'canary-canary-canary' }),
    );
    expect(found).to.have.length(2);
    expect(JSON.stringify(found)).to.not.include('canary');
  });
});

describe('servers', () => {
  const config = readConfig(GOOD);
  const DATABASE = { off: [], superuser: false, bypassesRowSecurity: false, owned: 0, open: [] };
  const REDIS = { appendonly: 'yes', maxmemoryPolicy: 'noeviction' };
  const FINE: DeployFacts = {
    config,
    database: DATABASE,
    redis: REDIS,
    personal: { looked: 10, readable: 0 },
    vault: { weak: [], openToOthers: false },
  };
  const found = (changed: Partial<DeployFacts>): string[] =>
    [storeFindings, vaultFindings].flatMap((of) => of({ ...FINE, ...changed })).map(({ code }) => code);

  it('that keep what they acknowledge are nothing to be mended', () => {
    expect(found({})).to.deep.equal([]);
  });

  const CASES: readonly (readonly [string, string, Partial<DeployFacts>])[] = [
    ['database_durability', 'with fsync off', { database: { ...DATABASE, off: ['fsync'] } }],
    ['database_role', 'used as a superuser', { database: { ...DATABASE, superuser: true } }],
    ['database_role', 'without row security', { database: { ...DATABASE, bypassesRowSecurity: true } }],
    ['database_owner', 'owned by the application', { database: { ...DATABASE, owned: 3 } }],
    ['database_rows', 'with rows for everybody', { database: { ...DATABASE, open: ['sessions_v1'] } }],
    ['redis_durability', 'without a file', { redis: { ...REDIS, appendonly: 'no' } }],
    ['redis_eviction', 'that forget', { redis: { ...REDIS, maxmemoryPolicy: 'allkeys-lru' } }],
    [
      'personal_data_readable',
      'with personal data nobody encrypted',
      { personal: { looked: 9, readable: 2 } },
    ],
    [
      'default_secrets',
      'whose peppers are defaults',
      { vault: { weak: ['name-pepper'], openToOthers: false } },
    ],
    ['vault_open', 'whose keys others may read', { vault: { weak: [], openToOthers: true } }],
    [
      'vault_place',
      'whose keys lie with the data',
      { config: readConfig({ ...GOOD, VAULT_URL: undefined }) },
    ],
    ['not_reachable', 'whose vault is away', { vault: 'away' }],
    ['not_reachable', 'that are away', { database: 'away' }],
    ['not_reachable', 'that are away too', { redis: 'away' }],
    ['not_reachable', 'whose log is away', { personal: 'away' }],
  ];
  for (const [code, what, changed] of CASES) {
    it(`${what} are found as ${code}`, () => {
      expect(found(changed)).to.deep.equal([code]);
    });
  }
});
