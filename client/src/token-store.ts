export interface Tokens {
  readonly access: string;
  readonly refresh: string;
}

/** Where the tokens of who is signed in are kept. Methods may answer at once or later. */
export interface TokenStore {
  /** Other tabs see the same tokens: they take turns in refreshing them. */
  readonly shared?: boolean;
  get(): Tokens | null | Promise<Tokens | null>;
  set(tokens: Tokens): void | Promise<void>;
  clear(): void | Promise<void>;
}

/** Keeps tokens as long as the page or process lives. */
export const memoryTokens = (initial: Tokens | null = null): TokenStore => {
  let tokens = initial;
  return {
    get: () => tokens,
    set: (given) => {
      tokens = given;
    },
    clear: () => {
      tokens = null;
    },
  };
};

/** The part of `localStorage` that is used. */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const ACCESS = 'access_token';
/** The same value: one half of the front end reads this name, the other half the first. */
const ACCESS_AGAIN = 'auth_token';
const REFRESH = 'refresh_token';
const USER = 'user';

/** Keeps tokens in the browser, under the names the front end uses. Every tab sees the same ones. */
export const storageTokens = (storage: KeyValueStorage): TokenStore => ({
  shared: true,
  get: () => {
    const access = storage.getItem(ACCESS) ?? storage.getItem(ACCESS_AGAIN);
    const refresh = storage.getItem(REFRESH);
    return access === null || refresh === null ? null : { access, refresh };
  },
  set: ({ access, refresh }) => {
    storage.setItem(ACCESS, access);
    storage.setItem(ACCESS_AGAIN, access);
    storage.setItem(REFRESH, refresh);
  },
  clear: () => {
    for (const key of [ACCESS, ACCESS_AGAIN, REFRESH, USER]) storage.removeItem(key);
  },
});
