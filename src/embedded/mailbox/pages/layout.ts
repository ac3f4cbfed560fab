import { markup, type Markup } from '../markup.js';

/** A whole page around its content. */
export const layout = (title: string, content: Markup): string =>
  markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/style.css">
<script src="/live.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="bar">
<a class="home" href="/"><img src="/icon.svg" alt="" width="28" height="28"> Mailbox</a>
<p>Keeps what the application sends. Nothing leaves this machine.</p>
</header>
<main id="main">${content}</main>
</body>
</html>
`.text;

const pad = (value: number): string => String(value).padStart(2, '0');

/** An instant for people: in UTC, until the script of the page shows it in the reader's zone. */
export const time = (at: string): Markup => {
  const date = new Date(at);
  const day = `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  const hour = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
  return markup`<time datetime="${at}">${day} ${hour} UTC</time>`;
};
