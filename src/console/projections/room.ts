import { html } from '#platform/html.js';
import { page, type Room } from '../room.js';

export const projectionsRoom = (): Room => ({
  name: 'projections',
  title: 'Projections',
  summary: 'Read models: where they are, what waits, and building them anew.',
  roles: ['admin'],
  pages: [
    {
      method: 'GET',
      path: '',
      handle: () =>
        page({ title: 'Projections', content: html`<p class="empty card">Nothing to see yet.</p>` }),
    },
  ],
});
