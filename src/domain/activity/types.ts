/** What an activity log can say: the words of the old backend (domain-facts §6), each fact under one name. */
export const RECORDED_TYPES = [
  'login',
  'logout',
  'project_create',
  'project_open',
  'project_update',
  'project_save',
  'project_export',
  'project_delete',
  'project_share',
  'element_add',
  'element_modify',
  'element_delete',
  'layer_change',
  'ai_generate',
  'ai_suggestion',
  'comment_add',
  'collaboration_join',
  'collaboration_leave',
  'asset_upload',
  'asset_use',
  'template_use',
  'template_create',
] as const;
export type RecordedType = (typeof RECORDED_TYPES)[number];

/** The list of activities has names of its own for these. */
const ACTIVITY_NAMES = {
  ai_generate: 'ai_generation',
  project_share: 'collaboration_invite',
} as const satisfies Partial<Record<RecordedType, string>>;

const OTHER_NAMES = new Map<string, RecordedType>(
  Object.entries(ACTIVITY_NAMES).map(([type, name]) => [name, type as RecordedType]),
);

/** Every name a client may use for what happened. */
export const ACTIVITY_TYPES = [...RECORDED_TYPES, ...Object.values(ACTIVITY_NAMES)] as const;

/** What the log of actions does not show: it is about work on designs. */
const NO_ACTIONS: readonly RecordedType[] = ['login', 'logout', 'project_update'];
export const ACTION_TYPES: readonly RecordedType[] = RECORDED_TYPES.filter(
  (type) => !NO_ACTIONS.includes(type),
);

/** The recorded type that a client's name stands for. */
export const recordedType = (name: (typeof ACTIVITY_TYPES)[number]): RecordedType =>
  OTHER_NAMES.get(name) ?? (name as RecordedType);

/** How the list of activities calls a recorded type. */
export const activityName = (type: string): string =>
  (ACTIVITY_NAMES as Readonly<Record<string, string>>)[type] ?? type;
