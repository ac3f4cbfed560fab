import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { putChecksum } from '#embedded/eventstore/store/checksum.js';
import { streamKey, type Tables } from '#embedded/eventstore/store/tables.js';
import { verify } from '#embedded/eventstore/tools/verify/verify.js';
import { startChild } from '../child-process.js';
import { copyFixture, failureOf, tamper, useFolder } from './support.js';

const idOf = (tables: Tables, stream: string): number =>
  tables.streams.get(streamKey(stream))?.readUIntBE(0, 6) ?? 0;

const positionOf = (tables: Tables, stream: string, revision: number): number =>
  tables.index.get([idOf(tables, stream), revision])?.readDoubleBE(0) ?? 0;

const flip = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 0xff;
  return changed;
};

describe('event store: verify', () => {
  const at = useFolder();

  const findingsAfter = async (change: (tables: Tables) => void): Promise<string[]> => {
    const folder = copyFixture(2, at('store'));
    await tamper(folder, change);
    const { ok, findings } = await verify(folder);
    return ok ? [] : findings.map(({ where, message }) => `${where}: ${message}`);
  };
  const rewrite = (tables: Tables, stream: string, change: (stored: Buffer) => Buffer): void => {
    const position = positionOf(tables, stream, 0);
    tables.log.putSync(position, change(tables.log.getBinary(position) ?? Buffer.alloc(0)));
  };

  it('finds a bit that changed in an event', async () => {
    const found = await findingsAfter((tables) => {
      rewrite(tables, 'binary-1', (stored) => flip(stored, stored.length - 100));
    });
    expect(found).to.deep.equal(['0@binary-1: the checksum of the event at position 22 does not fit']);
  });

  it('finds an event that was changed by somebody who knows the format', async () => {
    const found = await findingsAfter((tables) => {
      rewrite(tables, 'account-1', (stored) => {
        const text = Buffer.from('"x":true');
        const changed = Buffer.from(stored);
        changed.set(Buffer.from('"x":nope'), changed.indexOf(text));
        return putChecksum(changed);
      });
    });
    expect(found).to.deep.equal(['0@account-1: the seal of the event at position 63 does not fit']);
  });

  it('finds an event that cannot be read', async () => {
    const found = await findingsAfter((tables) => {
      rewrite(tables, 'plain-1', (stored) => stored.subarray(0, 20));
    });
    expect(found[0]).to.equal('position 2: the event cannot be read');
  });

  it('finds entries of the index that are gone', async () => {
    const found = await findingsAfter((tables) => {
      tables.index.removeSync([idOf(tables, 'plain-1'), 7]);
    });
    expect(found).to.deep.equal([
      '8@plain-1: revision 7 was to come here',
      '7@plain-1: the event at position 9 is not in the index',
    ]);
  });

  it('finds events that are gone', async () => {
    const found = await findingsAfter((tables) => {
      tables.log.removeSync(positionOf(tables, 'plain-1', 7));
    });
    expect(found).to.deep.equal(['7@plain-1: there is no event at position 9']);
  });

  it('finds an event that is gone together with its entry', async () => {
    const found = await findingsAfter((tables) => {
      tables.log.removeSync(positionOf(tables, 'plain-1', 7));
      tables.index.removeSync([idOf(tables, 'plain-1'), 7]);
    });
    expect(found).to.deep.equal(['8@plain-1: revision 7 was to come here']);
  });

  it('finds entries that name another event', async () => {
    const found = await findingsAfter((tables) => {
      const [id, other] = [idOf(tables, 'plain-1'), positionOf(tables, 'binary-1', 0)];
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(other);
      tables.index.putSync([id, 19], bytes);
    });
    expect(found).to.deep.equal(['19@plain-1: the index has position 22 for the event at 21']);
  });

  it('finds a stream that lost its name', async () => {
    const found = await findingsAfter((tables) => {
      tables.streams.removeSync(streamKey('binary-1'));
    });
    expect(found).to.have.length(2);
    expect(found[0]).to.match(/^stream \d+: there are events of a stream without a name$/);
  });

  it('finds a name without a stream, and one that stands for another', async () => {
    const found = await findingsAfter((tables) => {
      const id = tables.streams.get(streamKey('plain-1')) ?? Buffer.alloc(0);
      tables.streams.putSync(streamKey('a-copy'), id);
      tables.streams.putSync(streamKey('nothing'), Buffer.from([0, 0, 0, 0, 9, 9]));
    });
    expect(found).to.include('nothing: the stream has no events in the index');
    expect(found).to.include('plain-1: the stream has the id of a-copy');
  });

  it('finds a checkpoint that makes no sense', async () => {
    const found = await findingsAfter((tables) => {
      tables.streams.removeSync(streamKey('none'));
      const stream = '$persistentsubscription-plain-1::group-checkpoint';
      for (let revision = 0; ; revision++) {
        const position = positionOf(tables, stream, revision);
        const stored = tables.log.getBinary(position);
        if (position === 0 || stored === undefined) return;
        const changed = Buffer.from(stored);
        changed.fill('x', changed.length - 6, changed.length - 5);
        changed.set(Buffer.from('x'), changed.lastIndexOf('"') - 1);
        tables.log.putSync(position, putChecksum(changed));
      }
    });
    expect(found.join()).to.contain('there is no checkpoint in it');
  });

  it('looks at a store that is running', async () => {
    const folder = copyFixture(2, at('store'));
    const child = await startChild({ args: ['--data', folder, '--port', '0'] });
    try {
      expect(await verify(folder)).to.include({ ok: true, events: 69 });
    } finally {
      await child.kill('SIGTERM');
    }
  });

  it('changes nothing, whatever it finds', async () => {
    const folder = copyFixture(2, at('store'));
    const bytes = (): Buffer => readFileSync(join(folder, 'data.mdb'));
    const before = bytes();
    await verify(folder);
    const whole = bytes().equals(before);
    const damaged = flip(before, before.length - 100);
    writeFileSync(join(folder, 'data.mdb'), damaged);
    await verify(folder);
    expect([whole, bytes().equals(damaged)]).to.deep.equal([true, true]);
  });

  it('tells how far it is', async () => {
    const steps = new Set<string>();
    await verify(copyFixture(2, at('store')), ({ step }) => steps.add(step));
    expect([...steps]).to.include.members(['index', 'log']);
  });

  it('refuses what is no store', async () => {
    const folder = copyFixture(2, at('store'));
    writeFileSync(join(folder, 'data.mdb'), Buffer.alloc(20_000, 1));
    expect(await failureOf(verify(folder))).to.contain('is not an event store');
    expect(await failureOf(verify(at('nothing')))).to.contain('there is no event store in');
  });
});
