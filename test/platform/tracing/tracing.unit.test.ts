import { expect } from 'chai';
import { commandSpanId, placeIn } from '#platform/tracing/tracing.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('a traceparent header', () => {
  it('names a span', () => {
    expect(placeIn(`00-${TRACE}-${SPAN}-01`)).to.deep.equal({ traceId: TRACE, spanId: SPAN });
  });

  const wrong = [
    '',
    'x',
    `00-${TRACE}-${SPAN}`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
  ];
  for (const header of wrong)
    it(`names nothing when it is ${JSON.stringify(header)}`, () => {
      expect(placeIn(header)).to.equal(undefined);
    });
});

describe('the span of a command', () => {
  it('is known to whoever knows command and stream, and is another one on another stream', () => {
    expect(commandSpanId('c1', 'project-1')).to.match(/^[0-9a-f]{16}$/);
    expect(commandSpanId('c1', 'project-1')).to.equal(commandSpanId('c1', 'project-1'));
    expect(commandSpanId('c1', 'project-1')).not.to.equal(commandSpanId('c1', 'project-2'));
  });
});
