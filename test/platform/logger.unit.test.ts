import { expect } from 'chai';
import { createLogger } from '#platform/logger.js';

const logged = (write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown> => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ level: 'info', role: 'api', destination }));
  return JSON.parse(lines.join('') || '{}') as Record<string, unknown>;
};

describe('a line of the log', () => {
  it('says which process wrote it', () => {
    expect(logged((logger) => logger.info('hello'))).to.include({ role: 'api', level: 30, msg: 'hello' });
  });

  it('below the level is not written', () => {
    expect(logged((logger) => logger.debug('hello'))).to.deep.equal({});
  });

  for (const field of ['password', 'token', 'email', 'username', 'authorization']) {
    it(`hides ${field}, also inside an object`, () => {
      const line = logged((logger) => logger.info({ [field]: 'secret', inner: { [field]: 'secret' } }));
      expect(JSON.stringify(line)).to.not.include('secret');
    });
  }

  it('tells an error by name, code, message, stack and cause', () => {
    const error = Object.assign(new Error('broken', { cause: new TypeError('why') }), { code: '23505' });
    const { err } = logged((logger) => logger.error({ err: error }, 'failed'));
    expect(err).to.include({ type: 'Error', code: '23505', message: 'broken' });
    expect(err).to.have.nested.property('cause.message', 'why');
    expect(err).to.have.property('stack').that.includes('logger.unit.test');
  });

  it('leaves out what else an error holds: a database error holds rows', () => {
    const error = Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(ada@example.com)' });
    expect(JSON.stringify(logged((logger) => logger.error({ err: error })))).to.not.include('ada@');
  });

  it('can tell an error that is not an Error', () => {
    expect(logged((logger) => logger.error({ err: 'just text' }))).to.include({ err: 'just text' });
  });
});
