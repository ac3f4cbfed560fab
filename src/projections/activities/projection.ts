import type { AccountEvent } from '#domain/account/events.js';
import type { ActivityEvent } from '#domain/activity/events.js';
import type { RecordedType } from '#domain/activity/types.js';
import type { GenerationEvent } from '#domain/generation/events.js';
import type { JsonObject } from '#domain/kit/json.js';
import { dayOf } from '#domain/kit/values.js';
import type { ProjectEvent } from '#domain/project/events.js';
import type { SessionEvent } from '#domain/session/events.js';
import { add, keep, type Change } from '../kit/change.js';
import { projection } from '../kit/projection.js';
import { revealed } from '../kit/revealed.js';
import { activities, activityDays, EVERYBODY } from './tables.js';

const ID_DIGITS = 13;

/** An id of 52 bits out of the random part of the event's. */
const idOf = (eventId: string): number => Number.parseInt(eventId.replaceAll('-', '').slice(-ID_DIGITS), 16);

interface Counted {
  readonly accountId: number;
  readonly type: RecordedType | 'register';
  readonly at: string;
}

/** For the account and for all. */
const count = ({ accountId, type, at }: Counted, by: Parameters<typeof add<typeof activityDays>>[2]) =>
  [accountId, EVERYBODY].map((account_id) => add(activityDays, { account_id, day: dayOf(at), type }, by));

interface Happened extends Counted {
  readonly eventId: string;
  readonly type: RecordedType;
  readonly projectId?: number | null;
  readonly details?: JsonObject;
}

const happened = ({ eventId, projectId = null, details = {}, ...what }: Happened): readonly Change[] => [
  keep(activities, {
    account_id: what.accountId,
    id: idOf(eventId),
    type: what.type,
    project_id: projectId,
    at: what.at,
    details,
    device: {},
    duration_ms: null,
    tracked: false,
  }),
  ...count(what, { events: 1 }),
];

const tracked = (data: ActivityEvent['data']): readonly Change[] => [
  keep(activities, {
    account_id: data.accountId,
    id: data.activityId,
    type: data.type,
    project_id: data.projectId,
    at: data.at,
    details: revealed(data.details) as JsonObject | null,
    device: revealed(data.device),
    duration_ms: data.durationMs,
    tracked: true,
  }),
  ...count(data, { tracked: 1, duration_ms: data.durationMs ?? 0 }),
];

type Work = { readonly data: { readonly projectId: number; readonly by: number; readonly at: string } };

/** What an editor did to a project. */
const work =
  (type: RecordedType) =>
  ({ data, eventId }: Work & { readonly eventId: string }): readonly Change[] =>
    happened({ accountId: data.by, projectId: data.projectId, type, at: data.at, eventId });

export const activitiesProjection = projection<
  AccountEvent | ActivityEvent | GenerationEvent | ProjectEvent | SessionEvent
>({
  name: 'activities',
  version: 1,
  shape: 1,
  categories: ['account', 'activity', 'generation', 'project', 'session'],
  tables: [activities, activityDays],
  unhurried: true,
  on: {
    AccountRegistered: ({ data }) => count({ ...data, type: 'register' }, { events: 1 }),
    SessionStarted: ({ data: { accountId, method, at }, eventId }) =>
      happened({ accountId, type: 'login', at, eventId, details: { method } }),
    SessionEnded: ({ data: { accountId, reason, at }, eventId }) =>
      reason === 'logout' ? happened({ accountId, type: 'logout', at, eventId }) : [],
    ProjectCreated: ({ data: { ownerId, projectId, at }, eventId }) =>
      happened({ accountId: ownerId, projectId, type: 'project_create', at, eventId }),
    ProjectDetailsChanged: work('project_update'),
    DesignSaved: work('project_save'),
    VersionRestored: work('project_save'),
    CollaboratorAdded: (event) => [
      ...work('project_share')(event),
      ...work('collaboration_join')({ ...event, data: { ...event.data, by: event.data.collaboratorId } }),
    ],
    CollaboratorRemoved: ({ data, ...event }) =>
      work('collaboration_leave')({ ...event, data: { ...data, by: data.collaboratorId } }),
    ProjectDeleted: work('project_delete'),
    GenerationRequested: ({ data: { accountId, projectId, kind, at }, eventId }) =>
      happened({ accountId, projectId, type: 'ai_generate', at, eventId, details: { kind } }),
    ActivityTracked: ({ data }) => tracked(data),
  },
});
