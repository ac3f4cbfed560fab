import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { describeRedis, until } from './support.js';

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, n) => n));

describeRedis('the protocol', (redis) => {
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  /** A bare connection that has given the password; `said` grows. */
  const open = async () => {
    const { hostname, port, password } = new URL(redis.url());
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    await once(socket, 'connect');
    const answer = { said: '' };
    socket.on('data', (chunk) => (answer.said += chunk.toString('latin1')));
    if (password !== '') {
      socket.write(`AUTH ${password}\r\n`);
      await until(() => answer.said === '+OK\r\n');
      answer.said = '';
    }
    return { socket, answer };
  };

  it('keeps every byte of keys and values', async () => {
    const client = redis.client();
    await client.set(EVERY_BYTE, EVERY_BYTE);
    expect(await client.getBuffer(EVERY_BYTE)).to.deep.equal(EVERY_BYTE);
  });

  it('keeps every byte through a script', async () => {
    const reply = await redis
      .client()
      .callBuffer('EVAL', 'return ARGV[1] .. KEYS[1]', 1, EVERY_BYTE, EVERY_BYTE);
    expect(reply).to.deep.equal(Buffer.concat([EVERY_BYTE, EVERY_BYTE]));
  });

  it('takes a value of several megabytes', async () => {
    const client = redis.client();
    const large = Buffer.alloc(5_000_000, 'abc');
    await client.set('large', large);
    expect((await client.getBuffer('large'))?.equals(large)).to.equal(true);
  });

  it('answers many commands sent at once in their order', async () => {
    const client = redis.client();
    const replies = await Promise.all(Array.from({ length: 1000 }, () => client.incr('n')));
    expect(replies).to.deep.equal(Array.from({ length: 1000 }, (_, n) => n + 1));
  });

  it('takes commands that arrive byte by byte', async () => {
    const { socket, answer } = await open();
    for (const byte of '*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\nPING\r\n') socket.write(byte);
    await until(() => answer.said.length >= 15);
    expect(answer.said).to.equal('$2\r\nhi\r\n+PONG\r\n');
  });

  it('says what is wrong with it and hangs up', async () => {
    const { socket, answer } = await open();
    const closed = once(socket, 'close');
    socket.write('*1\r\n!4\r\nPING\r\n');
    await closed;
    expect(answer.said).to.equal("-ERR Protocol error: expected '$', got '!'\r\n");
  });

  it('says goodbye after QUIT', async () => {
    const { socket, answer } = await open();
    const closed = once(socket, 'close');
    socket.write('QUIT\r\n');
    await closed;
    expect(answer.said).to.equal('+OK\r\n');
  });
});
