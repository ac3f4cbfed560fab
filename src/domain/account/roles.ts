import { z } from 'zod';

/** Roles that operators grant. Everybody with an account is a user besides; a person may have several roles. */
export const GRANTED_ROLES = ['admin', 'analyst', 'auditor'] as const;
export type GrantedRole = (typeof GRANTED_ROLES)[number];

export const grantedRole = z.enum(GRANTED_ROLES);
