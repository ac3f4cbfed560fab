// Who may do what to a stream: its own `$acl`, else the defaults in `$settings`, else users' streams are open
// to everyone and system streams to administrators. Administrators may do everything. What is not well-formed
// counts as absent. Never throws.

import { recordJsonData } from '../wire/peek-record.js';
import { loadMetadata, recordOf, viewStream } from '../store/lookup.js';
import { isMetastream, originalOf } from '../store/stream-metadata.js';
import type { Tables } from '../store/tables.js';

export type Action = 'read' | 'write' | 'delete';

export const ADMINS = '$admins';
export const OPERATORS = '$ops';
const EVERYONE = '$all';
const SETTINGS = '$settings';

/** Keys of an access list; metadata streams have keys of their own. */
const KEYS = { read: '$r', write: '$w', delete: '$d' } as const;
const META_KEYS = { read: '$mr', write: '$mw', delete: '$mw' } as const;

type Document = Readonly<Record<string, unknown>>;

const documentOf = (value: unknown): Document | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;

/** The roles a list names for a key; undefined when it says nothing. */
const rolesIn = (acl: unknown, key: string): readonly string[] | undefined => {
  const value = documentOf(acl)?.[key];
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return undefined;
  return value.filter((role): role is string => typeof role === 'string');
};

const parse = (json: Buffer | undefined): Document | undefined => {
  if (json === undefined) return undefined;
  try {
    return documentOf(JSON.parse(json.toString('utf8')));
  } catch {
    // Settings that are not JSON count as none.
    return undefined;
  }
};

const settingsOf = (tables: Tables): Document | undefined => {
  const view = viewStream(tables, SETTINGS);
  if (view === undefined || view.tombstoned || view.metadata.deleted) return undefined;
  const record = recordOf(tables, view.id, view.last);
  return parse(record === undefined ? undefined : recordJsonData(record));
};

/** The roles that may do something to a stream, besides administrators. */
export const rolesFor = (tables: Tables, stream: string, action: Action): readonly string[] => {
  const isMeta = isMetastream(stream);
  const described = isMeta ? originalOf(stream) : stream;
  const key = (isMeta ? META_KEYS : KEYS)[action];
  const own = rolesIn(loadMetadata(tables, described).document['$acl'], key);
  if (own !== undefined) return own;
  const isSystem = described.startsWith('$');
  const defaults = settingsOf(tables)?.[isSystem ? '$systemStreamAcl' : '$userStreamAcl'];
  return rolesIn(defaults, key) ?? [isSystem ? ADMINS : EVERYONE];
};

/** Whether somebody with these roles (login and groups) is among those named. */
export const isAllowed = (allowed: readonly string[], roles: readonly string[]): boolean =>
  roles.includes(ADMINS) || allowed.includes(EVERYONE) || allowed.some((role) => roles.includes(role));
