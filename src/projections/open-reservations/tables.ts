import { bigint, boolean, nullable, table, text, timestamptz } from '../kit/table.js';

/**
 * What was reserved and is neither confirmed nor released: at most as old as a registration takes, or given
 * up.
 */
export const openReservations = table({
  name: 'open_reservations',
  columns: {
    /** `name:<key>`, `slot:<project id>` or `ai:<generation id>:<month>`. */
    id: text,
    kind: text,
    account_id: bigint,
    /** The account, project or generation that confirms it by existing. */
    target_id: bigint,
    /** Of a name: its key and what it is (`email`, `username`). */
    name_key: nullable(text),
    name_kind: nullable(text),
    /** Of an AI request: the month it counts in. */
    month: nullable(text),
    since: timestamptz,
    /** True when nothing can confirm it any more: it must be released. */
    due: boolean,
  },
  key: ['id'],
  indexes: [['due', 'since']],
  // A slot is put by its quota and by the project's end, and removed by both.
  writers: 'ordered',
});
