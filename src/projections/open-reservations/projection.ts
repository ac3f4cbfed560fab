import type { AccountEvent } from '#domain/account/events.js';
import type { AiQuotaEvent } from '#domain/aiquota/events.js';
import type { GenerationEvent } from '#domain/generation/events.js';
import type { ProjectEvent } from '#domain/project/events.js';
import type { QuotaEvent } from '#domain/quota/events.js';
import type { ReservationEvent } from '#domain/reservation/events.js';
import { put, remove, type Change } from '../kit/change.js';
import { projection } from '../kit/projection.js';
import { openReservations } from './tables.js';

const nameId = (key: string): string => `name:${key}`;
const slotId = (projectId: number): string => `slot:${projectId}`;

interface AiRequest {
  readonly generationId: number;
  readonly month: string;
}

/** A request that was reserved anew in another month is another one. */
const aiId = ({ generationId, month }: AiRequest): string => `ai:${generationId}:${month}`;

const closed = (id: string): Change => remove(openReservations, { id });

interface Slot {
  readonly accountId: number;
  readonly projectId: number;
  readonly since: string;
  readonly due: boolean;
}

const slot = ({ accountId, projectId, since, due }: Slot): Change =>
  put(openReservations, {
    id: slotId(projectId),
    kind: 'slot',
    account_id: accountId,
    target_id: projectId,
    name_key: null,
    name_kind: null,
    month: null,
    since,
    due,
  });

export const openReservationsProjection = projection<
  AccountEvent | AiQuotaEvent | GenerationEvent | ProjectEvent | QuotaEvent | ReservationEvent
>({
  name: 'open_reservations',
  version: 2,
  shape: 2,
  categories: ['account', 'aiquota', 'generation', 'project', 'quota', 'reservation'],
  tables: [openReservations],
  on: {
    NameReserved: ({ data }) => [
      put(openReservations, {
        id: nameId(data.key),
        kind: 'name',
        account_id: data.accountId,
        target_id: data.accountId,
        name_key: data.key,
        name_kind: data.kind,
        month: null,
        since: data.at,
        due: false,
      }),
    ],
    NameReleased: ({ data }) => [closed(nameId(data.key))],
    AccountRegistered: ({ data }) => [closed(nameId(data.emailKey)), closed(nameId(data.usernameKey))],
    AiRequestReserved: ({ data }) => [
      put(openReservations, {
        id: aiId(data),
        kind: 'ai',
        account_id: data.accountId,
        target_id: data.generationId,
        name_key: null,
        name_kind: null,
        month: data.month,
        since: data.at,
        due: false,
      }),
    ],
    AiRequestReleased: ({ data }) => [closed(aiId(data))],
    GenerationRequested: ({ data }) => [closed(aiId(data))],
    ProjectSlotReserved: ({ data: { accountId, projectId, at } }) => [
      slot({ accountId, projectId, since: at, due: false }),
    ],
    ProjectSlotReleased: ({ data }) => [closed(slotId(data.projectId))],
    ProjectCreated: ({ data }) => [closed(slotId(data.projectId))],
    ProjectDeleted: ({ data: { ownerId, projectId, at } }) => [
      slot({ accountId: ownerId, projectId, since: at, due: true }),
    ],
  },
});
