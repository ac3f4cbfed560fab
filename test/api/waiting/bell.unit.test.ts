import { expect } from 'chai';
import { createBell } from '#api/waiting/bell.js';

const HOUR = 3_600_000;
const staying = (): AbortSignal => new AbortController().signal;

describe('a bell', () => {
  it('wakes who waits', async () => {
    const bell = createBell();
    const waiting = bell.rung(staying(), HOUR);
    bell.ring();
    expect(await waiting).to.equal(true);
  });

  it('is heard by who comes later, once for any number of rings', async () => {
    const bell = createBell();
    bell.ring();
    bell.ring();
    expect(await bell.rung(staying(), HOUR)).to.equal(true);
    expect(await bell.rung(staying(), 1)).to.equal(false);
  });

  it('lets go who does not want to wait any longer', async () => {
    const over = new AbortController();
    const waiting = createBell().rung(over.signal, HOUR);
    over.abort();
    expect(await waiting).to.equal(false);
    expect(await createBell().rung(over.signal, HOUR)).to.equal(false);
  });
});
