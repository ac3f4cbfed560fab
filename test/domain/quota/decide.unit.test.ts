import { quota, type QuotaCommand, type QuotaEvent } from '#domain/quota/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

type Reason = 'project_deleted' | 'project_abandoned';

const slot = (projectId: number) => ({ accountId: 7, projectId, at: at(projectId) });
const reserve = (projectId: number, limit: number): QuotaCommand => ({
  type: 'ReserveProjectSlot',
  slot: slot(projectId),
  limit,
});
const release = (projectId: number, reason: Reason = 'project_deleted'): QuotaCommand => ({
  type: 'ReleaseProjectSlot',
  slot: slot(projectId),
  reason,
});
const reserved = (projectId: number): QuotaEvent => ({ type: 'ProjectSlotReserved', data: slot(projectId) });
const released = (projectId: number, reason: Reason = 'project_deleted'): QuotaEvent => ({
  type: 'ProjectSlotReleased',
  data: { ...slot(projectId), reason },
});
const full = [reserved(1), reserved(2), reserved(3)];

spec(quota, 'an account without projects', [
  { name: 'gets its first slot', given: [], when: reserve(1, 3), then: [reserved(1)] },
  { name: 'has no slot to give back', given: [], when: release(1), then: [] },
  {
    name: 'gets no slot where the plan allows none',
    given: [],
    when: reserve(1, 0),
    then: { error: 'project_limit_exceeded', details: { limit: 0, used: 0 } },
  },
]);

spec(quota, 'an account with room for one more', [
  {
    name: 'gets the last slot',
    given: [reserved(1), reserved(2)],
    when: reserve(3, 3),
    then: [reserved(3)],
  },
]);

spec(quota, 'an account at its limit', [
  {
    name: 'is refused another slot and told limit and use',
    given: full,
    when: reserve(4, 3),
    then: { error: 'project_limit_exceeded', details: { limit: 3, used: 3 } },
  },
  { name: 'keeps a slot it has', given: full, when: reserve(2, 3), then: [] },
  {
    name: 'gets the slot of a deleted project again',
    given: [...full, released(2)],
    when: reserve(4, 3),
    then: [reserved(4)],
  },
  { name: 'gets more after an upgrade', given: full, when: reserve(4, 50), then: [reserved(4)] },
  {
    name: 'gets as many as it wants without a limit',
    given: full,
    when: reserve(4, -1),
    then: [reserved(4)],
  },
  {
    name: 'is refused while it has more than a lower plan allows',
    given: full,
    when: reserve(4, 1),
    then: { error: 'project_limit_exceeded', details: { limit: 1, used: 3 } },
  },
]);

spec(quota, 'a slot in use', [
  { name: 'comes back when its project is deleted', given: full, when: release(2), then: [released(2)] },
  {
    name: 'comes back when its project was given up',
    given: full,
    when: release(2, 'project_abandoned'),
    then: [released(2, 'project_abandoned')],
  },
  { name: 'comes back once', given: [...full, released(2)], when: release(2), then: [] },
]);
