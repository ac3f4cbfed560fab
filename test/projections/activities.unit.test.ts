import type { DomainEvent } from '#domain/kit/event.js';
import { ERASED } from '#domain/kit/personal.js';
import { activitiesProjection } from '#projections/activities/projection.js';
import { activities, activityDays, EVERYBODY } from '#projections/activities/tables.js';
import { registration } from '#test/domain/account/examples.js';
import { tracked } from '#test/domain/activity/examples.js';
import * as generations from '#test/domain/generation/examples.js';
import * as projects from '#test/domain/project/examples.js';
import { activityIdOf } from '#test/support/event-ids.js';
import { at } from '#test/support/examples.js';
import { given } from './given.js';

const { COLLABORATOR, OWNER, PROJECT } = projects;
const after = (...events: readonly DomainEvent[]) => given(activitiesProjection, events);
const DAY = '2026-02-08';

const row = (type: string, more: object = {}) => ({
  account_id: OWNER,
  id: activityIdOf(0),
  type,
  project_id: PROJECT,
  at: at(0),
  details: {},
  device: {},
  duration_ms: null,
  tracked: false,
  ...more,
});
const counted = (type: string, more: object = {}) => {
  const counters = { events: 1, tracked: 0, duration_ms: 0, ...more };
  return [EVERYBODY, OWNER].map((account_id) => ({ account_id, day: DAY, type, ...counters }));
};
const session = (minutes: number) => ({ sessionId: 's', accountId: OWNER, at: at(minutes) });
const signedIn = {
  type: 'SessionStarted',
  data: { ...session(0), method: 'password', ip: '', userAgent: '' },
};
const signedOut = (reason: string): DomainEvent => ({
  type: 'SessionEnded',
  data: { ...session(0), reason },
});

describe('the list of activities', () => {
  const shown: readonly (readonly [string, DomainEvent, object])[] = [
    ['a sign-in', signedIn, row('login', { project_id: null, details: { method: 'password' } })],
    ['a sign-out', signedOut('logout'), row('logout', { project_id: null })],
    ['a new project', projects.created(), row('project_create')],
    ['changed details', projects.detailsChanged({ name: 'Card' }), row('project_update', { at: at(10) })],
    ['a saved design', projects.designSaved(5, {}), row('project_save', { at: at(5) })],
    [
      'a restored version',
      projects.versionRestored(5, { number: 1, design: null }),
      row('project_save', { at: at(5) }),
    ],
    ['a deleted project', projects.deleted, row('project_delete', { at: at(10) })],
    [
      'a request to the AI',
      generations.requested({ projectId: PROJECT }),
      row('ai_generate', { details: { kind: 'layout' } }),
    ],
  ];
  for (const [name, event, expected] of shown) {
    it(`shows ${name}`, () => {
      after(event).then(activities, [expected as ReturnType<typeof row>]);
    });
  }

  it('names nobody: neither address nor program of a sign-in, nor the name of a project', () => {
    const secret = { ...signedIn, data: { ...signedIn.data, ip: '203.0.113.9', userAgent: 'Firefox' } };
    after(secret).then(activities, [row('login', { project_id: null, details: { method: 'password' } })]);
  });

  it('shows a shared project to who shared it and to who joined', () => {
    after(projects.shared).then(activities, [
      row('project_share', { at: at(1) }),
      row('collaboration_join', { at: at(1), account_id: COLLABORATOR }),
    ]);
  });

  it('shows what a client reported, in its words', () => {
    const { details, device, durationMs } = tracked().data;
    const said = { id: 500, details, device, duration_ms: durationMs, tracked: true };
    after(tracked()).then(activities, [row('project_open', said)]);
  });

  it('hides what a client reported when the person was erased', () => {
    const hidden = { id: 500, details: null, device: null, duration_ms: 1_500, tracked: true };
    after(tracked({ details: ERASED, device: ERASED })).then(activities, [row('project_open', hidden)]);
  });

  it('does not take a session that was ended by a stolen token for a sign-out', () => {
    after(signedOut('token_reused')).then(activities, []);
  });
});

describe('the counters of activities', () => {
  it('count for the account and for everybody', () => {
    after(projects.created(), projects.created()).then(
      activityDays,
      counted('project_create', { events: 2 }),
    );
  });

  it('keep apart what the log shows and what clients say', () => {
    after(tracked()).then(
      activityDays,
      counted('project_open', { events: 0, tracked: 1, duration_ms: 1_500 }),
    );
  });

  it('count registrations', () => {
    const registered = { type: 'AccountRegistered', data: { ...registration, accountId: OWNER } };
    after(registered).then(activityDays, counted('register'));
  });

  it('count on the UTC day on which it happened, whatever the clock says now', () => {
    const late = projects.created({ at: '2026-02-08T23:59:59.999Z' });
    const early = projects.created({ at: '2026-02-09T00:00:00.000Z' });
    const both = counted('project_create');
    after(late, early).then(
      activityDays,
      both.flatMap((day) => [day, { ...day, day: '2026-02-09' }]),
    );
  });
});
