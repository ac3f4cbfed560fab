import type { ParameterizedContext } from 'koa';
import { z } from 'zod';
import type { Notice } from './room.js';

const COOKIE = 'aidesign_console_notice';
const LONGEST = 500;
const PLACE = { path: '/console', httpOnly: true, sameSite: 'strict', signed: false } as const;

const notice = z.object({ tone: z.enum(['good', 'bad']), text: z.string() });

type Cookies = Pick<ParameterizedContext, 'cookies'>;

/** For the page the browser is sent to. */
export const leaveNotice = ({ cookies }: Cookies, { tone, text }: Notice): void => {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const value = Buffer.from(JSON.stringify({ tone, text: short.toWellFormed() })).toString('base64url');
  cookies.set(COOKIE, value, { ...PLACE, secure: false, maxAge: 60_000 });
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
