import { expect } from 'chai';
import { ConfigError, readConfig, type Environment } from '#platform/config.js';

const complaints = (environment: Environment): string => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('The settings were accepted.');
};

describe('settings', () => {
  it('all have a default or may be absent: an empty environment starts', () => {
    expect(readConfig({})).to.deep.include({
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: 8000,
      NOTIFY: true,
    });
  });

  it('are read in their forms', () => {
    const config = readConfig({
      PORT: '0',
      NOTIFY: 'off',
      ACCESS_TOKEN_MINUTES: '5',
      DATABASE_URL: 'postgres://u:p@db:5432/aidesign',
      EVENTSTORE_URL: 'esdb+discover://cluster:2113',
      CORS_ORIGINS: 'https://a.example, https://b.example,',
    });
    expect(config).to.deep.include({
      PORT: 0,
      NOTIFY: false,
      ACCESS_TOKEN_MINUTES: 5,
      DATABASE_URL: 'postgres://u:p@db:5432/aidesign',
      EVENTSTORE_URL: 'esdb+discover://cluster:2113',
      CORS_ORIGINS: ['https://a.example', 'https://b.example'],
    });
  });

  it('that are empty count as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', NOTIFY: '' })).to.deep.equal(readConfig({}));
  });

  it('of other programs are left alone', () => {
    const other = { PATH: '/bin', HOME: '/root', npm_config_cache: 'x', PGHOST: 'db', POST: '1', HOSTS: 'a' };
    expect(readConfig(other)).to.deep.equal(readConfig({}));
  });
});

describe('a setting that cannot be used', () => {
  const REFUSED: Environment[] = [
    { PORT: 'http' },
    { PORT: '65536' },
    { PORT: '-1' },
    { PORT: '80.5' },
    { NODE_ENV: 'prod' },
    { NOTIFY: 'yes' },
    { LOG_LEVEL: 'loud' },
    { BODY_LIMIT_MB: '0' },
    { ACCESS_TOKEN_MINUTES: 'ten' },
    { EVENTSTORE_URL: 'http://log:2113' },
    { DATABASE_URL: 'mysql://db/aidesign' },
    { PUBLIC_URL: 'api.example' },
    { BLOB_URL: '/var/blobs' },
    { SMTP_URL: 'mail.example:25' },
    { EMAIL_PORT: 'smtp' },
    { EMAIL_USE_TLS: 'maybe' },
    { DEFAULT_FROM_EMAIL: 'AI Design' },
    { DEFAULT_FROM_EMAIL: 'a@example.com, b@example.com' },
    { FRONTEND_URL: 'design.example' },
    { OPENAI_BASE_URL: 'api.openai.com' },
    { OPENAI_BASE_URL: 'https://user:secret@model.example/v1' },
    { OPENAI_BASE_URL: 'https://model.example/v1?key=secret' },
    { OPENAI_API_KEY: 'two words' },
    { OPENAI_MODEL: 'a model' },
    { OPENAI_TIMEOUT_SECONDS: '601' },
  ];
  for (const environment of REFUSED) {
    const [name] = Object.keys(environment);
    it(`is named: ${JSON.stringify(environment)}`, () => {
      expect(complaints(environment)).to.include(`  - ${name ?? ''}: `);
    });
  }

  it('does not hide another one: all are named at once', () => {
    expect(complaints({ PORT: 'x', NOTIFY: 'y' }))
      .to.include('PORT')
      .and.to.include('NOTIFY');
  });

  it('of a URL is not repeated: it may hold a password', () => {
    expect(complaints({ DATABASE_URL: 'mysql://u:hunter2@db/x' })).to.not.include('hunter2');
  });
});

describe('a setting with a misspelt name', () => {
  for (const [name, meant] of [
    ['DATABSE_URL', 'DATABASE_URL'],
    ['DATABASE_URLS', 'DATABASE_URL'],
    ['EVENTSTORE_URI', 'EVENTSTORE_URL'],
    ['NOTIFI', 'NOTIFY'],
  ] as const) {
    it(`is refused with the name that was meant: ${name}`, () => {
      expect(complaints({ [name]: 'x' })).to.include(`${name} is not a setting. Did you mean ${meant}?`);
    });
  }
});

describe('settings that contradict each other', () => {
  it('are refused: an owner of a database nobody named', () => {
    expect(complaints({ DATABASE_OWNER_URL: 'postgres://o@db/x' })).to.include('DATABASE_OWNER_URL');
  });

  it('are refused: two mail servers', () => {
    const both = { SMTP_URL: 'smtp://a.example', EMAIL_HOST: 'b.example' };
    expect(complaints(both)).to.include('SMTP_URL').and.to.include('EMAIL_HOST');
  });

  it('are refused: the user of a mail server nobody named', () => {
    expect(complaints({ EMAIL_HOST_USER: 'apikey' })).to.include('EMAIL_HOST');
  });

  it('are refused: everybody as an origin in production', () => {
    expect(complaints({ NODE_ENV: 'production', CORS_ORIGINS: '*' })).to.include('CORS_ORIGINS');
  });
});
