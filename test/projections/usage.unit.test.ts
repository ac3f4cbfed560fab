import type { DomainEvent } from '#domain/kit/event.js';
import { usageProjection } from '#projections/usage/projection.js';
import { editMinutes, projectUses, sessionDays } from '#projections/usage/tables.js';
import { tracked } from '#test/domain/activity/examples.js';
import * as generations from '#test/domain/generation/examples.js';
import * as projects from '#test/domain/project/examples.js';
import { at } from '#test/support/examples.js';
import { given } from './given.js';

const { COLLABORATOR, OWNER, PROJECT } = projects;
const after = (...events: readonly DomainEvent[]) => given(usageProjection, events);

describe('the minutes of work on a project', () => {
  const minute = (account_id: number, time: string) => ({
    project_id: PROJECT,
    account_id,
    minute: `2026-02-08T${time}`,
  });

  it('count a minute once, however often something was saved in it', () => {
    const saved = projects.designSaved(5, {});
    const again = projects.designSaved(5, { at: '2026-02-08T08:05:59.000Z' });
    after(saved, again).then(editMinutes, [minute(OWNER, '08:05')]);
  });

  it('are those of each person, whatever was changed', () => {
    const restored = projects.versionRestored(7, { number: 1, design: null });
    const details = projects.detailsChanged({ name: 'Card' });
    after(projects.designSaved(5, { by: COLLABORATOR }), restored, details).then(editMinutes, [
      minute(OWNER, '08:07'),
      minute(OWNER, '08:10'),
      minute(COLLABORATOR, '08:05'),
    ]);
  });
});

describe('the days of sessions', () => {
  const session = { sessionId: 's', accountId: OWNER };
  const started = { type: 'SessionStarted', data: { ...session, at: at(0) } };
  const refreshed = (instant: string): DomainEvent => ({
    type: 'SessionRefreshed',
    data: { ...session, generation: 1, at: instant },
  });
  const on = (day: string) => ({ day, account_id: OWNER, session_id: 's' });

  it('have a session once a day', () => {
    after(started, refreshed(at(60))).then(sessionDays, [on('2026-02-08')]);
  });

  it('have it on each day it was prolonged', () => {
    after(started, refreshed('2026-02-09T08:00:00.000Z')).then(sessionDays, [
      on('2026-02-08'),
      on('2026-02-09'),
    ]);
  });
});

describe('the uses of a project', () => {
  const uses = (more: object) => ({
    project_id: PROJECT,
    views: 0,
    exports: 0,
    shares: 0,
    ai_generations: 0,
    last_viewed: null,
    ...more,
  });

  it('count when it was opened, and know the last time in whatever order they come', () => {
    after(tracked({ at: at(9) }), tracked({ at: at(3) })).then(projectUses, [
      uses({ views: 2, last_viewed: at(9) }),
    ]);
  });

  it('count exports, sharing and requests to the AI', () => {
    const asked = generations.requested({ projectId: PROJECT });
    after(tracked({ type: 'project_export' }), projects.shared, asked).then(projectUses, [
      uses({ exports: 1, shares: 1, ai_generations: 1 }),
    ]);
  });

  it('do not count what is about no project, nor other reports', () => {
    const other = tracked({ type: 'element_add' });
    after(tracked({ projectId: null }), generations.requested({ projectId: null }), other).then(
      projectUses,
      [],
    );
  });
});
