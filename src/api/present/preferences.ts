import type { z } from 'zod';
import type { Preferences, SomePreferences } from '#domain/account/preferences.js';
import { pickFields } from '#domain/kit/pick-fields.js';
import type { preferenceChanges, preferences } from '../schemas/preferences.js';

type Shown = z.output<typeof preferences>;

/** As clients name them. */
export const presentPreferences = (known: Preferences): Shown => ({
  theme: known.theme,
  language: known.language,
  default_canvas_width: known.defaultCanvasWidth,
  default_canvas_height: known.defaultCanvasHeight,
  default_canvas_background: known.defaultCanvasBackground,
  show_grid: known.showGrid,
  snap_to_grid: known.snapToGrid,
  grid_size: known.gridSize,
  auto_save: known.autoSave,
  auto_save_interval: known.autoSaveInterval,
  email_notifications: known.emailNotifications,
  push_notifications: known.pushNotifications,
  marketing_emails: known.marketingEmails,
  product_updates: known.productUpdates,
  weekly_summary: known.weeklySummary,
  ai_style: known.aiStyle,
  ai_suggestions: known.aiSuggestions,
  high_contrast: known.highContrast,
  reduced_motion: known.reducedMotion,
  large_text: known.largeText,
});

/** As the account names them: those that were sent. */
export const preferencesIn = (body: z.output<typeof preferenceChanges>): SomePreferences =>
  pickFields<SomePreferences>({
    theme: body.theme,
    language: body.language,
    defaultCanvasWidth: body.default_canvas_width,
    defaultCanvasHeight: body.default_canvas_height,
    defaultCanvasBackground: body.default_canvas_background,
    showGrid: body.show_grid,
    snapToGrid: body.snap_to_grid,
    gridSize: body.grid_size,
    autoSave: body.auto_save,
    autoSaveInterval: body.auto_save_interval,
    emailNotifications: body.email_notifications,
    pushNotifications: body.push_notifications,
    marketingEmails: body.marketing_emails,
    productUpdates: body.product_updates,
    weeklySummary: body.weekly_summary,
    aiStyle: body.ai_style,
    aiSuggestions: body.ai_suggestions,
    highContrast: body.high_contrast,
    reducedMotion: body.reduced_motion,
    largeText: body.large_text,
  });
