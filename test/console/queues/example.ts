import type { QueuesView } from '#console/queues/view.js';

const bells = { waiting: 3, active: 1, delayed: 0, failed: 0, stalled: 0 };
const idle = { pending: 0, running: 0, givenUp: 0, due: 0, waiting: 0 };

/** A busy moment, with one thing that was given up. */
export const queuesViewed = (): QueuesView => ({
  queues: [
    { name: 'ai', kinds: [{ ...idle, kind: 'generate', pending: 4, running: 2 }], bells },
    {
      name: 'mail',
      kinds: [
        { ...idle, kind: 'mail_reset' },
        { ...idle, kind: 'mail_welcome', pending: 5, due: 5, waiting: 720, givenUp: 1 },
      ],
      bells: { ...bells, stalled: 1 },
    },
  ],
  givenUp: [
    {
      key: 'mail_welcome:0190a3c1-5f0e-7c4e-9d5b-2f6f7f1f0001',
      kind: 'mail_welcome',
      state: 'dead',
      code: 'mailbox_unknown<b>',
      tries: 8,
      at: '2026-11-23T20:15:09.000Z',
      retryable: true,
    },
    {
      key: 'generate:0190a3c1-5f0e-7c4e-9d5b-2f6f7f1f0002',
      kind: 'generate',
      state: 'expired',
      code: 'too_old',
      tries: 3,
      at: '2026-11-23T20:10:09.000Z',
      retryable: false,
    },
  ],
});
