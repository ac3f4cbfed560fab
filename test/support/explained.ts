import type { QueryResultRow } from 'pg';
import type { Db } from '#platform/postgres/db.js';

type Explained = Record<'QUERY PLAN', string>;

/** A database that also says how it finds what it is asked for: the plans of its statements so far. */
export const explained = (db: Db): Db & { readonly plans: string[] } => {
  const plans: string[] = [];
  const explain = async (text: string, values: unknown[] | undefined): Promise<void> => {
    const { rows } = await db.query<Explained>(text, values);
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
  };
  return {
    plans,
    query: async <Row extends QueryResultRow>(...asked: Parameters<Db['query']>) => {
      const [statement, values] = asked;
      if (typeof statement === 'string') await explain(`explain ${statement}`, values);
      // Whatever the values are: that is how it is planned once and for all.
      else await explain(`explain (generic_plan) ${statement.text}`, undefined);
      return db.query<Row>(statement, values);
    },
  };
};
