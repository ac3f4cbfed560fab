import { html, joined, type Html } from '#platform/html.js';
import { ASSETS } from './assets/assets.js';
import { isOpenTo, type Notice, type PageAnswer, type Person, type Room } from './room.js';

/** Who looks at the page; null: nobody signed in. */
export interface Onlooker {
  readonly person: Person;
  readonly formToken: Html;
}

export interface Framed {
  readonly page: PageAnswer;
  readonly rooms: readonly Room[];
  /** The room the page is in; undefined: it is in none. */
  readonly room?: Room | undefined;
  readonly onlooker: Onlooker | null;
  readonly notice?: Notice | undefined;
}

const skeleton = (title: string, body: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Console</title>
        <link rel="stylesheet" href="${ASSETS.style.path}" />
        <link rel="icon" type="image/svg+xml" href="${ASSETS.icon.path}" />
        <script src="${ASSETS.script.path}" defer></script>
      </head>
      <body>
        ${body}
      </body>
    </html> `;

const roomLink = (room: Room, current: Room | undefined): Html =>
  html`<li>
    <a href="/console/${room.name}" ${room === current && html`aria-current="page"`}>${room.title}</a>
  </li>`;

const signOutForm = ({ person, formToken }: Onlooker): Html =>
  html`<form class="whoami" method="post" action="/console/sign-out">
    ${formToken}
    <span class="person" title="${person.roles.join(', ') || 'no role'}">
      <bdi>${person.username || `account ${person.accountId}`}</bdi>
      <small>${person.roles.join(', ') || 'no role'}</small>
    </span>
    <button class="plain" type="submit">Sign out</button>
  </form>`;

const bar = ({ rooms, room, onlooker }: Framed): Html =>
  html`<header class="bar">
    <a class="brand" href="/console/"><span aria-hidden="true">✦</span> Console</a>
    <nav aria-label="Rooms">
      <ul>
        ${onlooker && rooms.filter((each) => isOpenTo(each, onlooker.person)).map((each) => roomLink(each, room))}
      </ul>
    </nav>
    ${onlooker && signOutForm(onlooker)}
  </header>`;

const trailOf = ({ trail = [] }: PageAnswer): Html | false =>
  trail.length > 0 &&
  html`<nav class="trail" aria-label="You are here">
    ${joined(
      trail.map(({ href, text }) => html`<a href="${href}"><bdi>${text}</bdi></a>`),
      html`<span aria-hidden="true"> / </span>`,
    )}
  </nav>`;

const TONES = { good: 'Done', bad: 'Not done' } as const;

const noticeLine = (notice: Notice | undefined): Html | undefined =>
  notice &&
  html`<p class="notice ${notice.tone}" role="${notice.tone === 'bad' ? 'alert' : 'status'}">
    <strong>${TONES[notice.tone]}</strong> <span>${notice.text}</span>
  </p>`;

const liveState = html`<p class="live-state" id="live-state" role="status" hidden></p>`;

/** A page of the console: who is signed in and may go where, the title, what is live, the content. */
export const layout = (framed: Framed): Html => {
  const { page, room, notice = page.notice } = framed;
  const lead = page.lead === undefined ? room?.summary : page.lead;
  return skeleton(
    page.title,
    html`<a class="skip" href="#main">Skip to content</a>
      ${bar(framed)}
      <main id="main" tabindex="-1" ${page.live !== undefined && html`data-live="${page.live}"`}>
        <div class="title">
          <div>
            ${trailOf(page)}
            <h1><bdi>${page.title}</bdi></h1>
          </div>
          ${page.live !== undefined && liveState}
        </div>
        ${lead !== null && lead !== undefined && html`<p class="lead">${lead}</p>`} ${noticeLine(notice)}
        ${page.content}
      </main>`,
  );
};

/** A page with nothing but one card: for those who are not inside yet. */
export const bareLayout = (title: string, content: Html): Html =>
  skeleton(title, html`<main id="main" class="alone">${content}</main>`);
