import { SHEET, STYLES } from './frame-style.js';
import { html, markupOf, type Html } from '#platform/html.js';
import type { Letter, RenderedMail, Sender } from './letter.js';
import { oneLine } from './plain-words.js';

const LONGEST_SUBJECT = 150;
/** Fills the preview of a mailbox after the preheader: otherwise it shows the beginning of the text again. */
const PADDING = '\u00a0\u200c'.repeat(60);

const greeting = (name: string): string => (name === '' ? 'Hello,' : `Hello ${name},`);
const addressHint = (label: string): string => `If “${label}” does not work, open this address:`;
const signature = ({ appName, year }: Sender): string => `${appName} · ${year}`;

const contentOf = ({ heading, name, paragraphs, quote, action, notes }: Letter): Html => {
  const texts = [greeting(name), ...paragraphs].map((text) => html`<p style="${STYLES.text}">${text}</p>`);
  const quoted = quote === undefined ? [] : [html`<div class="quote" style="${STYLES.quote}">${quote}</div>`];
  const small = notes.map((text) => html`<p class="note" style="${STYLES.note}">${text}</p>`);
  const { label, url } = action;
  return html`<h1 style="${STYLES.heading}">${heading}</h1>
    ${texts}${quoted}
    <p style="${STYLES.actionRow}"><a class="action" href="${url}" style="${STYLES.action}">${label}</a></p>
    ${small}
    <p class="note" style="${STYLES.note};margin:0">
      ${addressHint(label)}<br />
      <a class="address" href="${url}" style="${STYLES.address}">${url}</a>
    </p>`;
};

const htmlOf = (letter: Letter, sender: Sender): string => {
  const { appName, appUrl } = sender;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${letter.subject}</title>
        <style>
          ${SHEET}
        </style>
      </head>
      <body class="body" style="${STYLES.body}">
        <div style="${STYLES.hidden}">${letter.preheader}${PADDING}</div>
        <div class="page" style="${STYLES.page}">
          <p style="${STYLES.brand}"><span style="${STYLES.mark}">✦</span>${appName}</p>
          <div class="card" style="${STYLES.card}">${contentOf(letter)}</div>
          <p class="footer" style="${STYLES.footer}">
            ${signature(sender)} · <a href="${appUrl}" style="${STYLES.footerLink}">${appUrl}</a>
          </p>
        </div>
      </body>
    </html> `;
  return markupOf(page);
};

const textOf = (letter: Letter, sender: Sender): string => {
  const { heading, name, paragraphs, quote, action, notes } = letter;
  const quoted = quote === undefined ? [] : [`> ${quote}`];
  const link = `${action.label}:\n${action.url}`;
  const footer = `-- \n${signature(sender)} · ${sender.appUrl}`;
  return [heading, greeting(name), ...paragraphs, ...quoted, link, ...notes, footer].join('\n\n') + '\n';
};

/** Both forms of a mail. Whatever its content, the subject is one line of visible characters. */
export const render = (letter: Letter, sender: Sender): RenderedMail => {
  const clean = { ...letter, subject: oneLine(letter.subject, LONGEST_SUBJECT) };
  return { subject: clean.subject, html: htmlOf(clean, sender), text: textOf(clean, sender) };
};
