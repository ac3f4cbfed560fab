import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { parse } from 'yaml';
import { readConfig, SETTING_NAMES } from '#platform/config.js';

interface Service {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly privileged?: boolean;
  readonly pid?: string;
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly build?: string;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const dockerfile = readFileSync('Dockerfile', 'utf8');

/** Settings a text names at the start of a line, also those shown as comments. */
const documented = new Set(
  [...readFileSync('.env.example', 'utf8').matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name),
);

const withoutComments = text.replace(/^\s*#.*$/gm, '');
const variables = [...withoutComments.matchAll(/\$\{([A-Z_]+)([^}]*)\}/g)].map(([, name, rest]) => ({
  name,
  rest,
}));

/** SMTP_URL is set: the same in parts would contradict it. There is one Redis. */
const NOT_HERE = [
  ...['EMAIL_HOST', 'EMAIL_PORT', 'EMAIL_HOST_USER', 'EMAIL_HOST_PASSWORD', 'EMAIL_USE_TLS'],
  'CELERY_BROKER_URL',
];

/** Where this stack's own default differs: its model is always named. */
const OWN_DEFAULTS = ['OPENAI_BASE_URL', 'PUBLIC_URL', 'SMTP_URL'];

describe('docker-compose.yml', () => {
  it('passes the compose linter', async () => {
    const args = ['node_modules/dclint/bin/dclint.cjs', '--max-warnings', '0', 'docker-compose.yml'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout.trim()).to.equal('');
  });

  it('lets no process of the application change anything but its data (S20)', () => {
    const own = services.filter(([, { build }]) => build !== undefined);
    expect(own.map(([name]) => name)).to.include.members(['api', 'follow', 'migrate', 'worker']);
    for (const [name, { read_only, tmpfs, cap_drop, security_opt, privileged }] of own) {
      expect({ read_only, tmpfs, cap_drop, security_opt }, name).to.deep.equal({
        read_only: true,
        tmpfs: ['/tmp'],
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
      expect(privileged, name).to.equal(undefined);
    }
  });

  it('runs every role of the application beside its servers', () => {
    expect(Object.keys(compose.services)).to.include.members([
      'api',
      'eventstoredb',
      'follow',
      'mailpit',
      'migrate',
      'postgres',
      'redis',
      'worker',
    ]);
  });

  it('waits only for services that exist', () => {
    const targets = services.flatMap(([, { depends_on, pid }]) => [
      ...Object.keys(depends_on ?? {}),
      ...(pid === undefined ? [] : [pid.replace(/^service:/, '')]),
    ]);
    expect(targets.filter((target) => !(target in compose.services))).to.deep.equal([]);
  });

  it('uses only volumes that exist: its own, or files of this repository', () => {
    const sources = services
      .flatMap(([, { volumes = [] }]) => volumes)
      .map((volume) => volume.split(':')[0] ?? '');
    const unknown = sources.filter((source) => !(source in compose.volumes) && !existsSync(source));
    expect(unknown).to.deep.equal([]);
  });

  it('takes from the environment only what .env.example explains', () => {
    expect(variables.map(({ name }) => name).filter((name) => !documented.has(name))).to.deep.equal([]);
  });

  it('gives every variable a default or demands it', () => {
    expect(variables.filter(({ rest }) => !/^:[-?]/.test(rest ?? ''))).to.deep.equal([]);
  });

  it('sets only settings of the application that .env.example explains', () => {
    const names = services
      .filter(([, { image }]) => image === undefined)
      .flatMap(([, { environment }]) => Object.keys(environment ?? {}));
    expect(names.filter((name) => !documented.has(name))).to.deep.equal([]);
  });

  it('hands on every setting, but those of which it says why not', () => {
    const set = new Set(services.flatMap(([, { environment }]) => Object.keys(environment ?? {})));
    expect(SETTING_NAMES.filter((name) => !set.has(name))).to.have.members(NOT_HERE);
  });

  it('shows the defaults of the product, where it leaves a choice', () => {
    const defaults = readConfig({});
    const shown = variables.flatMap(({ name = '', rest = '' }) =>
      name in defaults && rest.length > 2 && rest.startsWith(':-') ? [[name, rest.slice(2)] as const] : [],
    );
    expect(shown).to.not.be.empty;
    const given = readConfig(Object.fromEntries(shown.filter(([name]) => !OWN_DEFAULTS.includes(name))));
    expect(given).to.deep.equal(defaults);
  });

  it('counts requests in one place for all processes, and shows operators the queues', () => {
    expect(compose.services['api']?.environment?.['REDIS_URL']).to.equal(
      compose.services['worker']?.environment?.['REDIS_URL'],
    );
  });

  it('hands secrets of sign-in by others to the API only', () => {
    for (const name of ['GOOGLE_OAUTH_CLIENT_SECRET', 'GITHUB_OAUTH_CLIENT_SECRET', 'OIDC_CLIENT_SECRET']) {
      const holders = services.filter(([, { environment }]) => name in (environment ?? {}));
      expect(holders.map(([holder]) => holder)).to.deep.equal(['api']);
    }
  });

  it('gives the worker all that it needs and the others do not: a mail server, a model', () => {
    const needed = ['SMTP_URL', 'OPENAI_API_KEY', 'OPENAI_BASE_URL'];
    for (const name of needed) {
      const holders = services.filter(([, { environment }]) => name in (environment ?? {}));
      expect(holders.map(([holder]) => holder)).to.deep.equal(['worker']);
    }
  });

  it('has every server the application is pointed to', () => {
    const urls = services.flatMap(([, { environment }]) => Object.values(environment ?? {}));
    const hosts = urls.flatMap(
      (url) => /^(?:\$\{\w+:-)?(?:esdb|postgres|redis|smtp):\/\/(?:.+@)?(\w+):/.exec(url)?.[1] ?? [],
    );
    expect(new Set(hosts)).to.deep.equal(new Set(['eventstoredb', 'postgres', 'redis', 'mailpit']));
    expect(hosts.filter((host) => !(host in compose.services))).to.deep.equal([]);
  });

  it('hands the password of the owner to migrations only', () => {
    const holders = services.filter(([, { environment }]) => 'DATABASE_OWNER_URL' in (environment ?? {}));
    expect(holders.map(([name]) => name)).to.deep.equal(['migrate']);
  });

  it('names a version of every image, and gives nothing the rights of the host', () => {
    const images = [
      ...services.map(([, { image }]) => image ?? 'built:here'),
      ...[...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image ?? ''),
    ];
    expect(images.filter((image) => !/:(?!latest$)[\w.-]+$/.test(image))).to.deep.equal([]);
    expect(services.filter(([, { privileged }]) => privileged === true)).to.deep.equal([]);
  });
});

describe('the Dockerfile', () => {
  const copies = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].map(([, list]) =>
    (list ?? '').split(' ').slice(0, -1),
  );
  const ignored = readFileSync('.dockerignore', 'utf8').split('\n');

  it('copies only what exists and what .dockerignore lets in', () => {
    const sources = [...new Set(copies.flat())];
    expect(sources.filter((source) => !existsSync(source))).to.deep.equal([]);
    expect(sources.filter((source) => !ignored.includes(`!${source}`))).to.deep.equal([]);
  });

  it('does not run as root', () => {
    expect(dockerfile).to.match(/^USER node$/m);
  });

  it('starts programs that have a source, and so does docker-compose.yml', () => {
    const started = `${dockerfile}\n${text}`.match(/dist\/src\/main-\w+\.js/g) ?? [];
    const sources = [...new Set(started)].map((path) => path.replace(/^dist\//, '').replace(/js$/, 'ts'));
    expect(sources.filter((path) => !existsSync(path))).to.deep.equal([]);
  });
});
