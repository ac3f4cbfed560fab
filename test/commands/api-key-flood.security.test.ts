import { expect } from 'chai';
import { createFindKey } from '#commands/api-keys/find-key.js';
import { kindOf, nameOfText, newKeyText } from '#commands/api-keys/key-text.js';
import type { EventLog } from '#eventlog/event-log.js';
import { outcomeOf } from './outcome.js';
import { useWriteSide } from '#test/support/write-side.js';

describe('S14: a flood of API keys that nobody made', () => {
  const side = useWriteSide();
  const clock = { now: () => new Date('2026-03-01T12:00:00.000Z') };

  const watched = () => {
    const { deps, secrets } = side();
    let loads = 0;
    const load: EventLog['load'] = (aggregate, id) => {
      loads += 1;
      return deps.log.load(aggregate, id);
    };
    return { find: createFindKey({ log: { ...deps.log, load }, secrets, clock }), loads: () => loads };
  };

  it('is refused without a look into the log', async () => {
    const { find, loads } = watched();
    const other = new Uint8Array(32).fill(9);
    for (let draw = 0; draw < 200; draw += 1) {
      const text = newKeyText(other, { commandId: 'c', draw, retryKey: '' });
      expect(await outcomeOf(find(text))).to.equal('api_key_not_valid');
    }
    expect(loads()).to.equal(0);
  });

  it('in the form of version 1 costs 50 looks a second at most', async () => {
    const { find, loads } = watched();
    const codes = new Set<string>();
    for (let n = 0; n < 120; n += 1) codes.add(await outcomeOf(find(n.toString(16).padStart(40, '0'))));
    expect([...codes]).to.deep.equal(['api_key_not_valid', 'service_unavailable']);
    expect(loads()).to.equal(50);
  });

  it('of one and the same token costs one look', async () => {
    const { find, loads } = watched();
    for (let n = 0; n < 20; n += 1)
      expect(await outcomeOf(find('a'.repeat(40)))).to.equal('api_key_not_valid');
    expect(loads()).to.equal(1);
  });

  it('cannot be made without the secret of the vault: a changed character is known at once', () => {
    const { apiKeyPepper: pepper } = side().secrets;
    const text = newKeyText(pepper, { commandId: 'c', draw: 0, retryKey: '' });
    const changed = text.slice(0, -2) + (text.at(-2) === 'A' ? 'B' : 'A') + text.slice(-1);
    expect([kindOf(pepper, text), kindOf(pepper, changed)]).to.deep.equal(['key', undefined]);
    expect(nameOfText(pepper, text)).not.to.deep.equal(nameOfText(pepper, changed));
  });
});
