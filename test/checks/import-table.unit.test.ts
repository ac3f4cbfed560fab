import { expect } from 'chai';
import { loadScript, type SourceFile } from '#test/support/script.js';

interface Violation {
  readonly file: string;
  readonly import: string;
  readonly reason: string;
}

const { violations, violationsInProject } = await loadScript<{
  violations: (files: readonly SourceFile[]) => Violation[];
  violationsInProject: () => Violation[];
}>('scripts/check/import-table.mjs');

const reasonsFor = (path: string, source: string): string[] =>
  violations([{ path, source }]).map(({ reason }) => reason);

const importing = (path: string, specifier: string): string[] =>
  reasonsFor(path, `import { x } from '${specifier}';\nx();\n`);

describe('the import table', () => {
  it('holds in this project', () => {
    expect(violationsInProject()).to.deep.equal([]);
  });

  describe('an import across a wall', () => {
    const forbidden: [string, string][] = [
      ['src/domain/project/decide.ts', '#platform/ids.js'],
      ['src/domain/project/decide.ts', 'lodash'],
      ['src/domain/project/decide.ts', 'node:crypto'],
      ['src/domain/project/decide.ts', 'crypto'],
      ['src/domain/design/split.ts', 'node:fs'],
      ['src/eventlog/append.ts', '#commands/projects.js'],
      ['src/commands/projects.ts', '#projections/projects/queries.js'],
      ['src/projections/kit/change.ts', '#platform/ids.js'],
      ['src/projections/projects/tables.ts', './queries.js'],
      ['src/projections/projects/tables.ts', '#domain/project/index.js'],
      ['src/projections/projects/projection.ts', './queries.js'],
      ['src/projections/projects/projection.ts', 'zod'],
      ['src/projections/projects/queries.ts', '#commands/projects/save-design.js'],
      ['src/projections/projects/queries.ts', '../accounts/projection.js'],
      ['src/projections/index.ts', '#followers/fold.js'],
      ['src/workers/mail/reactor.ts', '#platform/logger.js'],
      ['src/workers/mail/reactor.ts', './worker.js'],
      ['src/workers/mail/worker.ts', '#projections/accounts/tables.js'],
      ['src/workers/mail/worker.ts', '#eventlog/load.js'],
      ['src/followers/fold.ts', '#projections/projects/projection.js'],
      ['src/api/app.ts', '#eventlog/load.js'],
      ['src/api/app.ts', '#followers/fold.js'],
      ['src/api/app.ts', '#projections/projects/tables.js'],
      ['src/api/app.ts', '#embedded/eventstore/server.js'],
      ['src/cli/up.ts', '#integrations/mail.js'],
      ['src/console/page.ts', '#cli/up.js'],
      ['src/audit/replay.ts', '#commands/projects.js'],
      ['src/integrations/mail.ts', '#domain/account/index.js'],
      ['src/platform/config.ts', '#domain/account/index.js'],
      ['src/embedded/postgres/server.ts', '#platform/logger.js'],
      ['migrations/0001_engine.ts', '#projections/projects/queries.js'],
      ['src/api/app.ts', '#nowhere/x.js'],
      ['src/api/app.ts', '#test/support/script.js'],
    ];
    for (const [from, to] of forbidden) {
      it(`is reported: ${from} → ${to}`, () => {
        expect(importing(from, to)).to.have.length(1);
      });
    }

    it('is reported in every form an import can take', () => {
      const source = `
        import type { A } from '#platform/a.js';
        export { b } from '#platform/b.js';
        export const load = () => import('#platform/c.js');
        export type D = import('#platform/d.js').D;
        import '#platform/e.js';
        // import '#platform/comment.js';
        export const text = "import '#platform/text.js'";
        export type { A };
      `;
      expect(violations([{ path: 'src/domain/x.ts', source }]).map((found) => found.import)).to.have.members(
        ['a', 'b', 'c', 'd', 'e'].map((name) => `#platform/${name}.js`),
      );
    });
  });

  describe('an import through a door', () => {
    const allowed: [string, string][] = [
      ['src/domain/project/decide.ts', './events.js'],
      ['src/domain/project/decide.ts', '../kit/json.js'],
      ['src/domain/project/events.ts', 'zod'],
      ['src/domain/design/picture.ts', 'node:buffer'],
      ['src/eventlog/append.ts', '@eventstore/db-client'],
      ['src/commands/projects.ts', '#integrations/blobs/directory-blobs.js'],
      ['src/projections/projects/tables.ts', '#projections/kit/table.js'],
      ['src/projections/projects/tables.ts', '../kit/table.js'],
      ['src/projections/projects/projection.ts', '#domain/project/index.js'],
      ['src/projections/projects/projection.ts', './tables.js'],
      ['src/projections/projects/queries.ts', './rows.js'],
      ['src/projections/projects/queries.ts', 'knex'],
      ['src/projections/index.ts', './projects/projection.js'],
      ['src/workers/mail/reactor.ts', '#domain/account/index.js'],
      ['src/workers/mail/worker.ts', './reactor.js'],
      ['src/workers/mail/worker.ts', '#projections/accounts/queries.js'],
      ['src/followers/fold.ts', '#projections/kit/change.js'],
      ['src/followers/fold.ts', './progress-listener.js'],
      ['src/api/app.ts', '#followers/progress-waiter.js'],
      ['src/api/routes/projects.ts', '../middleware/errors.js'],
      ['src/audit/replay.ts', '#eventlog/subscribe.js'],
      ['src/embedded/postgres/server.ts', '../kit/ports.js'],
      ['migrations/0001_engine.ts', '#projections/projects/tables.js'],
      ['src/main-up.ts', '#embedded/postgres/server.js'],
      ['test/api/app.unit.test.ts', '#embedded/postgres/server.js'],
      ['test/api/app.unit.test.ts', '../support/script.js'],
    ];
    for (const [from, to] of allowed) {
      it(`is fine: ${from} → ${to}`, () => {
        expect(importing(from, to)).to.deep.equal([]);
      });
    }
  });

  describe('a path that hides where it leads', () => {
    it('is reported when it climbs two levels', () => {
      expect(importing('src/api/routes/v1/x.ts', '../../app.js')).to.have.length(1);
    });

    it('is reported when it crosses rooms without the # spelling', () => {
      expect(importing('src/api/app.ts', '../platform/ids.js')).to.deep.equal([
        'across rooms use the # spelling',
      ]);
    });

    it('is reported when a file lies in no room', () => {
      expect(importing('src/helpers.ts', 'node:fs')).to.deep.equal(['the file is in no room']);
    });
  });

  describe('a file that only re-exports', () => {
    const barrel = `export * from './events.js';\nexport { decide } from './decide.js';\n`;

    it('is reported', () => {
      expect(reasonsFor('src/api/index.ts', barrel)).to.deep.equal(['a file that only re-exports']);
    });

    it('may be the door of an aggregate', () => {
      expect(reasonsFor('src/domain/project/index.ts', barrel)).to.deep.equal([]);
    });
  });

  describe('clocks and dice', () => {
    const pure = ['src/domain/x.ts', 'src/projections/x/projection.ts', 'src/workers/x/reactor.ts'];
    for (const text of ['Date.now()', 'new Date()', 'Date()', 'Math.random()', 'crypto.randomUUID()']) {
      it(`are reported in the pure rooms: ${text}`, () => {
        const found = pure.flatMap((path) => reasonsFor(path, `export const value = () => ${text};\n`));
        expect(found).to.have.length(3);
      });
    }

    it('are fine elsewhere, in comments, and when time is given', () => {
      expect([
        ...reasonsFor('src/platform/clock.ts', 'export const now = () => Date.now();\n'),
        ...reasonsFor('src/domain/x.ts', '// Date.now()\nexport const at = (t: string) => new Date(t);\n'),
      ]).to.deep.equal([]);
    });
  });
});
