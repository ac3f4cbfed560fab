import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { expect } from 'chai';
import { GatheringSocket } from '#platform/postgres/gathering-socket.js';

const statement = (socket: GatheringSocket, text: string): void => {
  socket.cork();
  socket.write(text);
  socket.uncork();
};

describe('a socket that gathers', () => {
  let server: Server;
  let socket: GatheringSocket;
  let received = '';
  /** How many pieces went out with each call of the system. */
  const sent: number[] = [];

  before(async () => {
    server = createServer((peer) =>
      peer.setEncoding('utf8').on('data', (text: string) => (received += text)),
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    socket = new GatheringSocket();
    const { _write: write, _writev: writev } = socket;
    socket._write = (...args) => {
      sent.push(1);
      write.apply(socket, args);
    };
    socket._writev = (chunks, done) => {
      sent.push(chunks.length);
      writev?.call(socket, chunks, done);
    };
    await once(socket.connect((server.address() as AddressInfo).port, '127.0.0.1'), 'connect');
  });

  after(() => {
    socket.destroy();
    server.close();
  });

  it('sends the statements of one turn in one go, in their order', async () => {
    for (const text of ['begin;', 'update;', 'notify;']) statement(socket, text);
    await new Promise(setImmediate);
    expect(sent).to.deep.equal([3]);
  });

  it('sends those of the next turn with the next', async () => {
    statement(socket, 'commit;');
    await new Promise(setImmediate);
    expect(sent).to.deep.equal([3, 1]);
  });

  it('has sent everything when it is ended', async () => {
    statement(socket, 'bye');
    socket.end();
    await once(socket, 'close');
    expect(received).to.equal('begin;update;notify;commit;bye');
  });
});
