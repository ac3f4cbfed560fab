import { expect } from 'chai';
import { PASSWORD } from '#test/support/people.js';

/** What a browser does without scripts: keeps cookies, says where forms come from, follows nothing by itself. */
export interface TestBrowser {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Sends a form as the page at `from` would, hidden fields of that page included. */
  submit(from: string, action: string, fields?: Readonly<Record<string, string>>): Promise<Response>;
  /** Sends a form with nothing but what is given. */
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  signIn(name: string, password?: string): Promise<Response>;
  cookie(name: string): string | undefined;
  forget(): void;
}

const HTML = 'text/html,application/xhtml+xml';

/** The value of the hidden field every form of the page carries. */
export const formTokenIn = (markup: string): string =>
  /name="form_token" value="([0-9a-f]{64})"/.exec(markup)?.[1] ?? '';

export const browserAt = (origin: string): TestBrowser => {
  const jar = new Map<string, string>();
  const keep = (answer: Response): void => {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
  };
  const call = async (
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers: Readonly<Record<string, string>> },
  ): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { Accept: HTML, ...(cookie === '' ? {} : { Cookie: cookie }), ...init.headers };
    const answer = await fetch(`${origin}${path}`, { redirect: 'manual', ...init, headers });
    keep(answer);
    return answer;
  };
  const get: TestBrowser['get'] = (path, headers = {}) => call(path, { headers });
  const post: TestBrowser['post'] = (path, fields, headers = {}) =>
    call(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Origin: origin, 'Sec-Fetch-Site': 'same-origin', ...headers },
    });
  return {
    get,
    post,
    submit: async (from, action, fields = {}) => {
      const token = formTokenIn(await (await get(from)).text());
      expect(token, `form token of ${from}`).not.to.equal('');
      return post(action, { form_token: token, ...fields });
    },
    signIn: (name, password = PASSWORD) => post('/console/sign-in', { name, password }),
    cookie: (name) => jar.get(name),
    forget: () => jar.clear(),
  };
};
