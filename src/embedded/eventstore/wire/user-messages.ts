// Messages of the Users service. All requests are texts in the options; Details answers one message per user.

import { readString, skipField } from './reader.js';
import { eachOption } from './request-options.js';
import { bytesField, int64Field, message, numberField } from './writer.js';

/** The texts of a request by field, '' when absent; `groups` is field 4. */
const readTexts = (buf: Buffer): { texts: readonly string[]; groups: readonly string[] } => {
  const texts = ['', '', '', ''];
  const groups: string[] = [];
  eachOption(buf, (c, tag) => {
    const field = tag >>> 3;
    if ((tag & 7) !== 2 || field < 1 || field > 4) skipField(c, tag);
    else if (field === 4) groups.push(readString(c));
    else texts[field] = readString(c);
  });
  return { texts, groups };
};

/** Create and Update. */
export const readUser = (
  buf: Buffer,
): { login: string; password: string; fullName: string; groups: readonly string[] } => {
  const { texts, groups } = readTexts(buf);
  const [, login = '', password = '', fullName = ''] = texts;
  return { login, password, fullName, groups };
};

/** Delete, Enable, Disable, Details. */
export const readLogin = (buf: Buffer): string => readUser(buf).login;

/** ChangePassword. */
export const readChangePassword = (buf: Buffer): { login: string; current: string; wanted: string } => {
  const [, login = '', current = '', wanted = ''] = readTexts(buf).texts;
  return { login, current, wanted };
};

/** ResetPassword. */
export const readResetPassword = (buf: Buffer): { login: string; password: string } => {
  const { login, password } = readUser(buf);
  return { login, password };
};

export interface UserDetails {
  readonly login: string;
  readonly fullName: string;
  readonly groups: readonly string[];
  /** Milliseconds since 1970. */
  readonly updatedMs: number;
  readonly disabled: boolean;
}

const TICKS_PER_MS = 10_000n;

/** A DetailsResp. */
export const userDetailsAnswer = ({ login, fullName, groups, updatedMs, disabled }: UserDetails): Buffer =>
  bytesField(
    1,
    message(
      bytesField(1, login),
      bytesField(2, fullName),
      ...groups.map((group) => bytesField(3, group)),
      bytesField(4, int64Field(1, BigInt(updatedMs) * TICKS_PER_MS)),
      numberField(5, Number(disabled)),
    ),
  );
