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

describe('the settings of proxies', () => {
  it('are networks and addresses of both kinds', () => {
    const text = '10.0.0.0/8, 192.0.2.7 fd00::/8,::1';
    expect(readConfig({ TRUSTED_PROXIES: text }).TRUSTED_PROXIES).to.have.length(4);
  });

  for (const bad of [
    '10.0.0.0/33',
    '10.0.0/8',
    'fd00::/129',
    'proxy.example',
    '10.0.0.0/-1',
    '10.0.0.1/8/8',
    '*',
  ])
    it(`are refused with a hint where one is no network: ${bad}`, () => {
      expect(complaints({ TRUSTED_PROXIES: `10.0.0.0/8, ${bad}` })).to.include(
        'TRUSTED_PROXIES: must be networks such as 10.0.0.0/8, ::1',
      );
    });

  for (const all of ['0.0.0.0/0', '::/0', '10.0.0.0/00'])
    it(`are refused where they believe everyone: ${all}`, () => {
      expect(complaints({ TRUSTED_PROXIES: all })).to.include('List the networks of the proxies.');
    });
});

describe('the settings of the redirect to TLS', () => {
  const whole = { PUBLIC_URL: 'https://api.example', TRUSTED_PROXIES: '10.0.0.0/8' };

  it('are written as in the guide', () => {
    expect(readConfig({ ...whole, SECURE_SSL_REDIRECT: 'True' }).SECURE_SSL_REDIRECT).to.equal(true);
    expect(readConfig({ SECURE_SSL_REDIRECT: 'False' }).SECURE_SSL_REDIRECT).to.equal(false);
  });

  it('are refused where it leads nowhere, or in the clear', () => {
    for (const PUBLIC_URL of [undefined, 'http://api.example'])
      expect(complaints({ ...whole, PUBLIC_URL, SECURE_SSL_REDIRECT: 'true' })).to.include('set it to https');
  });

  it('are refused where nobody could say that TLS was used', () => {
    expect(complaints({ ...whole, TRUSTED_PROXIES: '', SECURE_SSL_REDIRECT: 'true' })).to.include(
      'list the proxy with TLS',
    );
  });
});

describe('the settings of limits', () => {
  const NAMES = [
    ...[
      'RATE_REDIS_TIMEOUT_MS',
      'RATE_ANONYMOUS',
      'RATE_READS',
      'RATE_WRITES',
      'RATE_AI',
      'RATE_API_KEY_FREE',
    ],
    ...['RATE_API_KEY_PRO', 'RATE_API_KEY_ENTERPRISE', 'RATE_SIGN_IN', 'RATE_SIGN_IN_ADDRESS'],
    'RATE_SIGN_IN_ACCOUNT',
  ];
  for (const name of NAMES)
    it(`are refused where one lets nobody in, or is no number: ${name}`, () => {
      for (const bad of ['0', '-1', '1.5', 'many', 'Infinity'])
        expect(complaints({ [name]: bad }), bad).to.include(`  - ${name}: `);
    });

  it('are refused where one is unknown, with those there are', () => {
    for (const name of ['RATE_UPLOADS', 'RATE_LIMIT_PER_HOUR'])
      expect(complaints({ [name]: '5' }))
        .to.include(`${name} is not a limit.`)
        .and.to.include('RATE_ANONYMOUS');
  });

  it('are refused where they are neither on nor off, and off in production', () => {
    expect(complaints({ RATE_LIMITS: 'maybe' })).to.include('RATE_LIMITS: ');
    expect(complaints({ RATE_LIMITS: 'off', NODE_ENV: 'production' })).to.include('set numbers instead');
  });

  it('are refused where a narrow one is wider than one around it', () => {
    expect(complaints({ RATE_SIGN_IN: '60' })).to.include('Set RATE_SIGN_IN_ADDRESS to as many or more.');
    expect(complaints({ RATE_SIGN_IN: '20', RATE_SIGN_IN_ACCOUNT: '19' })).to.include('RATE_SIGN_IN_ACCOUNT');
  });
});
