import { z } from 'zod';
import { preferenceFields } from '#domain/account/preferences.js';

const { shape } = preferenceFields;

/** Every preference, as clients name them. `auto_save_interval` is in seconds. */
export const preferences = z
  .strictObject({
    theme: shape.theme,
    language: shape.language,
    default_canvas_width: shape.defaultCanvasWidth,
    default_canvas_height: shape.defaultCanvasHeight,
    default_canvas_background: shape.defaultCanvasBackground,
    show_grid: shape.showGrid,
    snap_to_grid: shape.snapToGrid,
    grid_size: shape.gridSize,
    auto_save: shape.autoSave,
    auto_save_interval: shape.autoSaveInterval,
    email_notifications: shape.emailNotifications,
    push_notifications: shape.pushNotifications,
    marketing_emails: shape.marketingEmails,
    product_updates: shape.productUpdates,
    weekly_summary: shape.weeklySummary,
    ai_style: shape.aiStyle,
    ai_suggestions: shape.aiSuggestions,
    high_contrast: shape.highContrast,
    reduced_motion: shape.reducedMotion,
    large_text: shape.largeText,
  })
  .meta({ id: 'Preferences' });

/** Any of them; fields that nobody knows are ignored. */
export const preferenceChanges = z.object(preferences.shape).partial().meta({ id: 'PreferenceChanges' });
