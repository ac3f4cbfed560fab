import type { Db } from '#platform/postgres/db.js';
import { page, type Room } from '../room.js';
import { analyticsPage } from './analytics-page.js';
import { readNumbers } from './numbers.js';
import { periodIn } from './period.js';

/** How the product grows and what the AI costs, in numbers that name nobody. */
export const analyticsRoom = ({ db }: { readonly db: Db }): Room => ({
  name: 'analytics',
  title: 'Analytics',
  summary: 'How the product grows and what the AI does, in numbers that name nobody.',
  roles: ['admin', 'analyst'],
  pages: [
    {
      method: 'GET',
      path: '',
      handle: async ({ query, caller }) => {
        const { period, problem } = periodIn(query, caller.at);
        const content = analyticsPage(await readNumbers(db, period));
        const notice = problem === undefined ? {} : { notice: { tone: 'bad', text: problem } as const };
        return page({ title: 'Analytics', content, ...notice });
      },
    },
  ],
});
