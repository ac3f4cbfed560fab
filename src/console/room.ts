import type { Readable } from 'node:stream';
import type { GrantedRole } from '#domain/account/roles.js';
import type { Caller } from '#commands/caller.js';
import type { Html } from '#platform/html.js';

/** Who is signed in, with the roles of this moment. */
export interface Person {
  readonly accountId: number;
  /** Empty when it was erased. */
  readonly username: string;
  readonly roles: readonly GrantedRole[];
  readonly sessionId: string;
}

export interface ConsoleRequest {
  readonly person: Person;
  /** Of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What was sent; its token was checked already. Empty for GET. */
  readonly form: URLSearchParams;
  /** For commands: the person is the actor. */
  readonly caller: Caller;
  /** The hidden field that every form with method="post" must carry. */
  readonly formToken: Html;
}

/** A line above the content, shown once. */
export interface Notice {
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

export interface PageAnswer {
  readonly kind: 'page';
  readonly title: string;
  /** What stands below the title; null: the room's summary. */
  readonly lead?: Html | string | null;
  /** Links from the room to this page, the room first; the page itself is left out. */
  readonly trail?: readonly { readonly href: string; readonly text: string }[];
  readonly content: Html;
  /** Address of the live parts of this page. */
  readonly live?: string;
  readonly notice?: Notice;
  readonly status?: number;
}

/** What stands in the element with this id from now on. */
export interface LivePart {
  readonly id: string;
  readonly content: Html;
}

export interface LiveAnswer {
  readonly kind: 'live';
  /** Ends with the signal. A part that did not change is not sent again. */
  readonly parts: (signal: AbortSignal) => AsyncIterable<readonly LivePart[]>;
}

export interface RedirectAnswer {
  readonly kind: 'redirect';
  readonly to: string;
  readonly notice?: Notice;
}

export interface FileAnswer {
  readonly kind: 'file';
  readonly type: string;
  /** The browser saves it under this name; without one it shows it. */
  readonly name?: string;
  readonly body: string | Readable;
}

export type Answer = PageAnswer | LiveAnswer | RedirectAnswer | FileAnswer;

export interface ConsolePage {
  readonly method: 'GET' | 'POST';
  /** Within the room, as @koa/router writes it: '' is the room itself, '/:name/diff' a page in it. */
  readonly path: string;
  readonly handle: (request: ConsoleRequest) => Answer | Promise<Answer>;
}

/** A place of the console: one entry in the navigation, open to these roles. */
export interface Room {
  /** Of the address: /console/<name>. */
  readonly name: string;
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
  readonly roles: readonly GrantedRole[];
  readonly pages: readonly ConsolePage[];
}

/** A page in the console's frame. */
export const page = (answer: Omit<PageAnswer, 'kind'>): PageAnswer => ({ kind: 'page', ...answer });

/** Live parts of a page, over server-sent events. */
export const live = (parts: LiveAnswer['parts']): LiveAnswer => ({ kind: 'live', parts });

/** To another page, after something was done. */
export const redirect = (to: string, notice?: Notice): RedirectAnswer =>
  notice ? { kind: 'redirect', to, notice } : { kind: 'redirect', to };

export const file = (answer: Omit<FileAnswer, 'kind'>): FileAnswer => ({ kind: 'file', ...answer });

export const isOpenTo = ({ roles }: Room, person: Person): boolean =>
  roles.some((role) => person.roles.includes(role));
