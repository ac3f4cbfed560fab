import type { DomainEvent } from '#domain/kit/event.js';
import { openReservationsProjection } from '#projections/open-reservations/projection.js';
import { openReservations } from '#projections/open-reservations/tables.js';
import { registered } from '#test/domain/account/examples.js';
import { GENERATION, PERSON, requested } from '#test/domain/generation/examples.js';
import { created, deleted, OWNER, PROJECT } from '#test/domain/project/examples.js';
import { at, digestOf } from '#test/support/examples.js';
import { given } from './given.js';

const after = (...events: readonly DomainEvent[]) => given(openReservationsProjection, events);

const reserved = (key: string, kind: 'email' | 'username') => ({
  type: 'NameReserved',
  data: { key: digestOf(key), kind, accountId: 7, at: at(0) },
});
const email = reserved('e', 'email');
const username = reserved('a', 'username');
const slot = { accountId: OWNER, projectId: PROJECT, at: at(0) };
const slotReserved = { type: 'ProjectSlotReserved', data: slot };
const slotReleased = { type: 'ProjectSlotReleased', data: { ...slot, reason: 'project_deleted' } };

const slotRow = {
  id: `slot:${PROJECT}`,
  kind: 'slot',
  account_id: OWNER,
  target_id: PROJECT,
  name_key: null,
  name_kind: null,
  month: null,
  since: at(0),
  due: false,
};
const emailRow = {
  ...slotRow,
  id: `name:${digestOf('e')}`,
  kind: 'name',
  account_id: 7,
  target_id: 7,
  name_key: digestOf('e'),
  name_kind: 'email',
};

describe('a reserved name', () => {
  it('is open', () => {
    after(email).then(openReservations, [emailRow]);
  });

  it('is confirmed by the account that registered with it', () => {
    after(email, username, registered).then(openReservations, []);
  });

  it('is closed when it is released', () => {
    const released = { type: 'NameReleased', data: { ...email.data, reason: 'registration_refused' } };
    after(email, released).then(openReservations, []);
  });
});

describe('a reserved project slot', () => {
  it('is open', () => {
    after(slotReserved).then(openReservations, [slotRow]);
  });

  it('is confirmed by the project', () => {
    after(slotReserved, created()).then(openReservations, []);
  });

  it('is due once the project is deleted', () => {
    after(slotReserved, created(), deleted).then(openReservations, [
      { ...slotRow, since: at(10), due: true },
    ]);
  });

  it('is closed when it is released', () => {
    after(slotReserved, created(), deleted, slotReleased).then(openReservations, []);
  });
});

describe('a reserved AI request', () => {
  const request = { accountId: PERSON, generationId: GENERATION, month: '2026-02', at: at(0) };
  const aiReserved = { type: 'AiRequestReserved', data: request };
  const aiRow = {
    ...slotRow,
    id: `ai:${GENERATION}:2026-02`,
    kind: 'ai',
    account_id: PERSON,
    target_id: GENERATION,
    month: '2026-02',
  };

  it('is open', () => {
    after(aiReserved).then(openReservations, [aiRow]);
  });

  it('is confirmed by the generation', () => {
    after(aiReserved, requested()).then(openReservations, []);
  });

  it('stays open when the generation came to count in another month', () => {
    after(aiReserved, requested({ month: '2026-03' })).then(openReservations, [aiRow]);
  });

  it('is closed when it is released', () => {
    const aiReleased = { type: 'AiRequestReleased', data: { ...request, reason: 'abandoned' } };
    after(aiReserved, aiReleased).then(openReservations, []);
  });
});
