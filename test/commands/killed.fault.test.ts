import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { quota } from '#domain/quota/index.js';
import { FAULT_POINTS } from '#platform/fault.js';
import { emailKey, usernameKey } from '#commands/accounts/names.js';
import { later, NOON } from '#test/support/callers.js';
import { useWriteSide } from '#test/support/write-side.js';
import { storedEvents } from '../eventlog/stored-events.js';
import { carryOut, type Order } from './orders.js';
import { fresh, newProject, person } from './people.js';

const SCRIPT = fileURLToPath(import.meta.resolve('#test/commands/carry-out-order.js'));
/**
 * Where each is killed: after every append it makes, reservations first and the commit event last, and once
 * before the first one. Before a later one is the same as after the one before it. `` = not at all.
 */
const FAULTS: Readonly<Record<Order['name'], readonly string[]>> = {
  register: ['', 'after-append:1', 'after-append:2', 'after-append:3', 'after-append:4'],
  'create project': ['', 'after-append:1', 'after-append:2'],
  'save design': FAULT_POINTS.append,
  'create version': ['after-append'],
};

interface End {
  readonly answer: string;
  readonly signal: NodeJS.Signals | null;
}

for (const [name, faults] of Object.entries(FAULTS) as [Order['name'], readonly string[]][]) {
  describe(`a process that is killed while it carries out: ${name}`, function () {
    this.timeout(60_000);
    const side = useWriteSide();
    const orders = new Map<string, Order>();
    const ends = new Map<string, End>();
    const history = async (stream: string) =>
      (await storedEvents(side().client, stream)).map(({ type }) => type);

    const inProcess = async (order: Order, fault: string): Promise<End> => {
      const child = spawn(process.execPath, [SCRIPT, side().url, side().folder, JSON.stringify(order)], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, AIDESIGN_FAULT: fault },
      });
      const closed = once(child, 'close');
      const answer = await text(child.stdout);
      await closed;
      return { answer, signal: child.signalCode };
    };
    const orderFor = async (): Promise<Order> => {
      const { deps } = side();
      const accountId = name === 'register' ? 0 : await person(deps);
      const changes = name === 'save design' || name === 'create version';
      const projectId = changes ? (await newProject(deps, accountId)).state.id : 0;
      return { name, key: fresh(), at: NOON, accountId, projectId };
    };
    before(async () => {
      await Promise.all(
        faults.map(async (fault) => {
          const order = await orderFor();
          orders.set(fault, order);
          ends.set(fault, await inProcess(order, fault));
        }),
      );
    });

    /**
     * What the commit event and the reservations of an order look like in the log when it was carried out
     * once.
     */
    const expectOnce = async (order: Order, answer: string): Promise<void> => {
      const { state } = JSON.parse(answer) as { state: { id: number } };
      const { secrets } = side();
      switch (name) {
        case 'register':
          expect(await history(`account-${state.id}`)).to.deep.equal(['AccountRegistered']);
          for (const key of [
            emailKey(secrets, `${order.key}@example.com`),
            usernameKey(secrets, order.key),
          ]) {
            expect(await history(`reservation-${key}`)).to.deep.equal(['NameReserved']);
          }
          return;
        case 'create project': {
          expect(await history(`project-${state.id}`)).to.deep.equal(['ProjectCreated']);
          const { projects } = (await side().deps.log.load(quota, order.accountId)).state;
          expect([...projects]).to.deep.equal([state.id]);
          return;
        }
        case 'save design':
          expect(await history(`project-${state.id}`)).to.deep.equal(['ProjectCreated', 'DesignSaved']);
          return;
        case 'create version':
          expect(await history(`project-${state.id}`)).to.deep.equal(['ProjectCreated', 'VersionCreated']);
      }
    };

    for (const fault of faults) {
      it(`leaves a command that is carried out once and answered equally ever after: ${fault || 'not at all'}`, async () => {
        const [order, end] = [orders.get(fault)!, ends.get(fault)!];
        expect(end.signal).to.equal(fault === '' ? null : 'SIGKILL');
        const again = await carryOut(side().otherProcess(), { ...order, at: later(30) });
        const onceMore = await carryOut(side().otherProcess(), { ...order, at: later(60) });
        expect(onceMore).to.equal(again);
        if (fault === '') expect(again).to.equal(end.answer);
        await expectOnce(order, again);
      });
    }
  });
}
