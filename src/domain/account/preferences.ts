import { z } from 'zod';

const MAX_SIDE = 20_000;

/** How a person wants the product to be. Absent: nothing was set, the default holds. */
export const preferenceFields = z.strictObject({
  theme: z.enum(['light', 'dark', 'system']),
  language: z.enum(['en', 'es', 'fr', 'de', 'ja', 'zh']),
  defaultCanvasWidth: z.int().min(1).max(MAX_SIDE),
  defaultCanvasHeight: z.int().min(1).max(MAX_SIDE),
  defaultCanvasBackground: z.string().max(50),
  showGrid: z.boolean(),
  snapToGrid: z.boolean(),
  gridSize: z.int().min(1).max(500),
  autoSave: z.boolean(),
  /** Seconds. */
  autoSaveInterval: z.int().min(5).max(3_600),
  emailNotifications: z.boolean(),
  pushNotifications: z.boolean(),
  marketingEmails: z.boolean(),
  productUpdates: z.boolean(),
  weeklySummary: z.boolean(),
  aiStyle: z.string().max(100),
  aiSuggestions: z.boolean(),
  highContrast: z.boolean(),
  reducedMotion: z.boolean(),
  largeText: z.boolean(),
});
export const somePreferences = preferenceFields.partial();
export type Preferences = Readonly<z.infer<typeof preferenceFields>>;
export type SomePreferences = Readonly<z.infer<typeof somePreferences>>;

/** What holds for who never said otherwise. Nobody is sent advertisements unasked. */
export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  language: 'en',
  defaultCanvasWidth: 1_920,
  defaultCanvasHeight: 1_080,
  defaultCanvasBackground: '#FFFFFF',
  showGrid: true,
  snapToGrid: true,
  gridSize: 20,
  autoSave: true,
  autoSaveInterval: 30,
  emailNotifications: true,
  pushNotifications: true,
  marketingEmails: false,
  productUpdates: true,
  weeklySummary: true,
  aiStyle: 'modern',
  aiSuggestions: true,
  highContrast: false,
  reducedMotion: false,
  largeText: false,
};
