import { expect } from 'chai';
import { treePage } from '#console/events/tree-page.js';
import { markupOf } from '#platform/html.js';
import type { IndexedEvent } from '#projections/event-index/queries.js';

const row = (revision: number, commandId: string, more: Partial<IndexedEvent> = {}): IndexedEvent => ({
  commitPosition: revision,
  preparePosition: revision,
  eventId: `e${revision}`,
  type: 'ProjectCreated',
  stream: 'project-7',
  revision,
  actorKind: 'account',
  actorId: '7',
  account: 7,
  commandId,
  correlationId: 'c',
  causationId: commandId,
  schema: 1,
  at: new Date(Date.parse('2026-03-01T12:00:00Z') + revision * 1_000).toISOString(),
  ...more,
});
const drawn = (...rows: IndexedEvent[]): string => markupOf(treePage(rows, true));
const depthOf = (markup: string): number => {
  let depth = 0;
  let deepest = 0;
  for (const [tag] of markup.matchAll(/<\/?ul>/g)) {
    depth += tag === '<ul>' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
};

describe('what one request led to', () => {
  it('hangs commands below the command that caused them', () => {
    const markup = drawn(row(0, 'a'), row(1, 'b', { causationId: 'a' }), row(2, 'c', { causationId: 'b' }));
    expect(depthOf(markup)).to.equal(4);
    expect(markup.match(/class="leaf"/g)).to.have.length(3);
  });

  it('says how long after the beginning each event came', () => {
    expect(drawn(row(0, 'a'), row(2, 'a')))
      .to.contain('+0 ms')
      .and.contain('+2 s');
  });

  it('escapes whatever streams and actors are called', () => {
    const markup = drawn(row(0, 'a', { stream: 'project-<script>', actorId: '"><img src=x>' }));
    expect(markup).to.not.contain('<script').and.not.contain('<img');
  });

  it('goes only so deep', () => {
    const chain = Array.from({ length: 200 }, (_, index) =>
      row(index, `k${index}`, { causationId: `k${Math.max(0, index - 1)}` }),
    );
    expect(depthOf(drawn(...chain))).to.be.lessThan(50);
  });

  it('does not hang on commands that cause each other', () => {
    expect(drawn(row(0, 'a', { causationId: 'b' }), row(1, 'b', { causationId: 'a' }))).to.be.a('string');
  });
});
