import { expect } from 'chai';
import { sealOf } from '#eventlog/envelope.js';

describe('the seal', () => {
  it('is computed the same way for ever', () => {
    const metadata = {
      $correlationId: 'c',
      $causationId: 'b',
      commandId: '0b5a0a5e-3c1c-5d64-9a7a-5f0f3a5f3b11',
      requestHash: 'r',
      actor: { kind: 'account' as const, id: '7' },
      account: 7,
      schema: 1,
      requestId: 'q',
      traceId: null,
      h: '',
    };
    const data = { name: { $p: 1, s: 7, k: 0, v: 'Zoë ✓' }, at: '2026-03-01T12:00:00.000Z', size: 1.5 };
    const event = { id: 'e', stream: 'project-7', revision: 3, type: 'ProjectCreated', data, metadata };
    expect(sealOf(event)).to.equal('4e97758de46cc567c4ca9f3b3405f048a6db8f6772701cac6dd2ac57fe4250c4');
  });
});
