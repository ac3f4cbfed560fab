import { html, type Html } from '#platform/html.js';
import { isOpenTo, page, type PageAnswer, type Person, type Room } from './room.js';

const entry = ({ name, title, summary }: Room): Html =>
  html`<li class="card room">
    <h2><a href="/console/${name}">${title}</a></h2>
    <p class="quiet">${summary}</p>
  </li>`;

const named = ({ username, accountId }: Person): string => username || String(accountId);

const howToAsk = (rooms: readonly Room[], person: Person): Html =>
  html`<section class="card stack">
    <h2>Your account has no role yet</h2>
    <p>
      <bdi>${named(person)}</bdi> is signed in, and no room is open to it. Ask an operator for one of these
      roles; it holds from the next page on.
    </p>
    <dl class="facts">
      ${rooms.map(
        (room) =>
          html`<dt>${room.title}</dt>
            <dd>${room.roles.join(' or ')}</dd>`,
      )}
    </dl>
    <pre
      class="command"
    ><code>./aidesign account grant ${named(person)} --role ${rooms[0]?.roles[0] ?? 'admin'}</code></pre>
  </section>`;

/** The rooms that are open to somebody, or what to ask for. */
export const homePage = (rooms: readonly Room[], person: Person): PageAnswer => {
  const open = rooms.filter((room) => isOpenTo(room, person));
  if (open.length === 0)
    return page({ title: 'No room is open to you', content: howToAsk(rooms, person), status: 403 });
  return page({
    title: 'Console',
    lead: 'Look at what the system does, and put right what went wrong.',
    content: html`<ul class="grid rooms">
      ${open.map(entry)}
    </ul>`,
  });
};

/** For somebody who has a role, but none that opens this room. */
export const closedPage = (room: Room, person: Person): PageAnswer =>
  page({
    title: 'This room is not open to you',
    lead: null,
    content: html`<section class="card stack">
      <p>
        ${room.title} needs the role ${room.roles.join(' or ')}.
        ${person.roles.length === 0 ? 'Your account has no role' : `Your account has: ${person.roles.join(', ')}`}.
        Ask an operator for it; it holds from the next page on.
      </p>
      <pre
        class="command"
      ><code>./aidesign account grant ${named(person)} --role ${room.roles[0] ?? ''}</code></pre>
    </section>`,
    status: 403,
  });
