// One connection to the API, as one user at a keyboard has it: one request at a time, timed from sending to
// the last byte.
import { Client } from 'undici';

export class Connection {
  #client;
  #token;

  constructor(url, token) {
    this.#client = new Client(url, { pipelining: 1, headersTimeout: 30_000 });
    this.#token = token;
  }

  /** {status, body, headers, milliseconds} of one call; the body is parsed JSON. */
  async call(method, path, body) {
    const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const headers = {
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
    };
    const started = performance.now();
    const answer = await this.#client.request({ method, path, headers, body: sent });
    const text = await answer.body.text();
    const milliseconds = performance.now() - started;
    const parsed = text === '' ? undefined : JSON.parse(text);
    return { status: answer.statusCode, body: parsed, headers: answer.headers, milliseconds };
  }

  close() {
    return this.#client.close();
  }
}

/**
 * Throws unless the answer has the status and, being a command, all projections showed it before it was sent.
 */
export const expectAnswer = (answer, status) => {
  if (answer.status !== status)
    throw new Error(
      `answered ${answer.status} instead of ${status}: ${JSON.stringify(answer.body).slice(0, 500)}`,
    );
  const lag = answer.headers['x-projection-lag'];
  if (lag !== undefined)
    throw new Error(`answered before the read models showed it (X-Projection-Lag: ${lag})`);
  return answer.body;
};

/** A new account: {token, id, username}. */
export const register = async (url, username) => {
  const connection = new Connection(url);
  const credentials = { username, email: `${username}@example.org`, password: 'correct horse 9' };
  const { access, user } = expectAnswer(
    await connection.call('POST', '/api/auth/register/', credentials),
    201,
  );
  await connection.close();
  return { token: access, id: user.id, username };
};

/** A new project of an account: its id. */
export const createProject = async (connection, fields = {}) => {
  const body = { name: 'Menu', project_type: 'graphic', ...fields };
  return expectAnswer(await connection.call('POST', '/api/projects/', body), 201).id;
};
