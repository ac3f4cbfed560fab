// Passwords as they are kept: scrypt over the password and a salt of its own, `scrypt$N$r$p$salt$hash` with the last
// two in base64url. Hashing runs beside the event loop.

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 16 MiB and some 50 ms each: one that is right is remembered, see sign-in.ts. */
const COST = { N: 2 ** 14, r: 8, p: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

const derive = (password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, cost, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });

/** The text to keep of a password. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, COST);
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
};

const KEPT = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

/** True for a text that `hashPassword` could have made. */
export const isPasswordHash = (text: string): boolean => KEPT.test(text);

/** Whether it is the password of which `kept` was kept. */
export const isPassword = async (kept: string, password: string): Promise<boolean> => {
  const [, N, r, p, salt = '', hash = ''] = KEPT.exec(kept) ?? [];
  if (hash === '') return false;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const found = await derive(password, Buffer.from(salt, 'base64url'), cost);
  return timingSafeEqual(found, Buffer.from(hash, 'base64url'));
};
