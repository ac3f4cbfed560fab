import { z } from 'zod';

const token = z.string().min(1).max(500);

export const resetRequest = z.object({ email: z.email().max(254) }).meta({ id: 'PasswordResetRequest' });
export const newPassword = z
  .object({ token, new_password: z.string().min(1).max(1_000) })
  .meta({ id: 'NewPassword' });
export const verification = z.object({ token }).meta({ id: 'EmailVerification' });
export const emptyBody = z.object({});
export const messageOnly = z.strictObject({ message: z.string() }).meta({ id: 'Message' });
