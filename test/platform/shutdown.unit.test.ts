import { expect } from 'chai';
import { createClosing } from '#platform/shutdown.js';

describe('closing what was opened', () => {
  const recorded = () => {
    const events: string[] = [];
    const closing = createClosing((name, error) =>
      events.push(`${name} failed: ${(error as Error).message}`),
    );
    const open = (name: string): void => closing.add(name, () => void events.push(name));
    return { events, closing, open };
  };

  it('goes backwards', async () => {
    const { events, closing, open } = recorded();
    ['log', 'database', 'server'].forEach(open);
    await closing.close();
    expect(events).to.deep.equal(['server', 'database', 'log']);
  });

  it('waits for each before it goes on', async () => {
    const { events, closing, open } = recorded();
    open('log');
    closing.add('server', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      events.push('server');
    });
    await closing.close();
    expect(events).to.deep.equal(['server', 'log']);
  });

  it('happens once, however often it is asked for', async () => {
    const { events, closing, open } = recorded();
    open('log');
    await Promise.all([closing.close(), closing.close()]);
    await closing.close();
    expect(events).to.deep.equal(['log']);
  });

  it('goes on when one of them fails, and says which', async () => {
    const { events, closing, open } = recorded();
    open('log');
    closing.add('database', () => Promise.reject(new Error('gone')));
    closing.add('server', () => {
      throw new Error('at once');
    });
    await closing.close();
    expect(events).to.deep.equal(['server failed: at once', 'database failed: gone', 'log']);
  });

  it('of nothing is done at once', async () => {
    const { events, closing } = recorded();
    await closing.close();
    expect(events).to.deep.equal([]);
  });
});
