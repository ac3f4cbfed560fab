export interface MailAddress {
  /** Empty when there is none. */
  readonly name: string;
  readonly address: string;
}

/** Without the flag `i`: with it the letters k and s would be among the excluded (K is the Kelvin sign, too). */
const ADDRESS =
  /^[^\s@<>()[\]\\,;:"\u0000-\u001f\u007f-\u{10ffff}]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/u;
const NAMED = /^([^<>"\u0000-\u001f\u007f]{0,100})<([^<>]+)>$/u;

/** One address as SMTP takes it: no list, no comment, no line break. At most 254 characters. */
export const isMailAddress = (text: string): boolean => text.length <= 254 && ADDRESS.test(text);

/** `Ada King <ada@example.com>` or the address alone; undefined for anything else. */
export const mailAddressIn = (text: string): MailAddress | undefined => {
  const [, name = '', address = text.trim()] = NAMED.exec(text.trim()) ?? [];
  return isMailAddress(address) ? { name: name.trim(), address } : undefined;
};
