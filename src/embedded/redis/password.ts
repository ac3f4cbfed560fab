import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The password in `file` (0600); a new random one is put there when it is missing, and kept ever after.
 */
export const ensurePassword = (file: string): string => {
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (found !== '') return found;
  mkdirSync(dirname(file), { recursive: true });
  const password = randomBytes(24).toString('hex');
  const draft = `${file}.draft`;
  writeFileSync(draft, `${password}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
  return password;
};
