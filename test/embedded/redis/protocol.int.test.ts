import { once } from 'node:events';
import { expect } from 'chai';
import { openBare, type Bare } from './bare.js';
import { describeRedis } from './support.js';

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, n) => n));

describeRedis('the protocol', (redis) => {
  let bare: Bare;
  beforeEach(async () => {
    bare = await openBare(redis.url());
  });
  afterEach(() => bare.socket.destroy());

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
    const bytes = '*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\nPING';
    for (const byte of bytes) bare.socket.write(byte);
    expect(await bare.tell('', '+PONG\r\n')).to.equal('$2\r\nhi\r\n+PONG\r\n');
  });

  it('says what is wrong with it and hangs up', async () => {
    const closed = once(bare.socket, 'close');
    const said = await bare.tell('*1\r\n!4\r\nPING', '\r\n');
    await closed;
    expect(said).to.equal("-ERR Protocol error: expected '$', got '!'\r\n");
  });

  it('says goodbye after QUIT', async () => {
    const closed = once(bare.socket, 'close');
    const said = await bare.tell('QUIT', '\r\n');
    await closed;
    expect(said).to.equal('+OK\r\n');
  });

  it('lets a listener give no other commands', async () => {
    await bare.tell('SUBSCRIBE news', ':1\r\n');
    expect(await bare.tell('GET a', '\r\n')).to.equal(
      "-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this " +
        'context\r\n',
    );
  });
});

describeRedis('somebody without the password', (redis) => {
  let bare: Bare;
  beforeEach(async function () {
    if (new URL(redis.url()).password === '') this.skip();
    bare = await openBare(redis.url(), true);
  });
  afterEach(() => bare.socket.destroy());

  it('is refused', async () => {
    expect(await bare.tell('GET a', '\r\n')).to.equal('-NOAUTH Authentication required.\r\n');
  });

  it('is not let in by a wrong one', async () => {
    expect(await bare.tell('AUTH wrong', '\r\n')).to.match(/^-WRONGPASS/);
  });

  it('gets no memory for a large value', async () => {
    expect(await bare.tell('*2\r\n$3\r\nGET\r\n$100000', '\r\n')).to.match(/unauthenticated bulk length/);
  });
});
