import { z } from 'zod';

/** What a key may be made for: to read, to change things, to have the AI work. */
export const API_SCOPES = ['read', 'write', 'ai'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

export const apiScope = z.enum(API_SCOPES);
