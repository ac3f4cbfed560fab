import type { ParameterizedContext } from 'koa';
import { z } from 'zod';
import type { Notice } from './room.js';
import type { Browser } from './session.js';

const COOKIE = 'aidesign_console_notice';
const LONGEST = 500;
const PLACE = { path: '/console', httpOnly: true, sameSite: 'strict', signed: false } as const;

const notice = z.object({ tone: z.enum(['good', 'bad']), text: z.string() });

type Cookies = Pick<ParameterizedContext, 'cookies'>;

/** For the page the browser is sent to, by the way it came. */
export const leaveNotice = (browser: Browser, { tone, text }: Notice): void => {
  const { cookies, tls } = browser;
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const value = Buffer.from(JSON.stringify({ tone, text: short.toWellFormed() })).toString('base64url');
  // The library refuses Secure on a connection that a proxy ends; like the session's, it is told.
  cookies.secure = tls;
  cookies.set(COOKIE, value, { ...PLACE, secure: tls, maxAge: 60_000 });
};

const read = (value: string): Notice | undefined => {
  try {
    return notice.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString())).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** What was left for this page; it is shown once. */
export const takeNotice = ({ cookies }: Cookies): Notice | undefined => {
  const value = cookies.get(COOKIE);
  if (value === undefined) return undefined;
  cookies.set(COOKIE, null, PLACE);
  return read(value);
};
