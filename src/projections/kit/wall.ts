// The second wall: rows that belong to exactly one account are seen by who asks for that account, by name of the
// setting `aidesign.account`, or for everyone. Forced: it holds for the owner of the tables, too. A query that
// forgets whom it asks for finds nothing. It does not keep out who may write SQL: such a one may set the setting.
import type { Table } from './table.js';

const POLICY = 'own_rows';

/** Asked once for a statement, not for each row. */
const VIEWER = "current_setting('aidesign.account', true)";

const isOwn = (column: string): string =>
  `(select ${VIEWER}) = 'everyone' or ${column} = (select nullif(nullif(${VIEWER}, 'everyone'), '')::bigint)`;

/** What puts a table behind the wall; nothing for one whose rows are of several accounts, or of none. */
export const wallStatements = ({ owner }: Table, physical: string): readonly string[] =>
  owner === null
    ? []
    : [
        `alter table ${physical} enable row level security`,
        `alter table ${physical} force row level security`,
        `do $$ begin
          if not exists (select from pg_policy where polrelid = '${physical}'::regclass and polname = '${POLICY}') then
            create policy ${POLICY} on ${physical} using (${isOwn(owner)});
          end if;
        end $$`,
      ];
