import { expect } from 'chai';
import { resetLetter, verifyLetter, welcomeLetter } from '#workers/mail/templates/account-letters.js';
import { designLetter } from '#workers/mail/templates/design-letter.js';
import { render } from '#workers/mail/templates/frame.js';

const sender = { appName: 'AI Design', appUrl: 'https://design.test', year: 2026 };
const TOKEN = 'abc.0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10.xyz.MAC-mac_0';
const design = (changes: Partial<Parameters<typeof designLetter>[0]> = {}) =>
  designLetter({ name: 'Ada', kind: 'layout', prompt: 'A menu', projectId: 7, sender, ...changes });

const letters = {
  welcome: welcomeLetter({ name: 'Ada', sender }),
  verify: verifyLetter({ name: 'Ada', sender, token: TOKEN }),
  reset: resetLetter({ name: 'Ada', sender, token: TOKEN }),
  'AI design ready': design(),
};

/** The words of the HTML form, as a person sees them. */
const wordsOf = (html: string): string =>
  html
    .replace(/<(style|title|div style="display:none)[\s\S]*?<\/(style|title|div)>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&#39;/g, "'")
    .replace(/\s+/g, ' ');

for (const [name, letter] of Object.entries(letters)) {
  describe(`the mail: ${name}`, () => {
    const { subject, html, text } = render(letter, sender);
    const { heading, paragraphs, notes, action, preheader } = letter;

    it('says in HTML and in text the same', () => {
      const words = wordsOf(html);
      for (const part of [heading, 'Hello Ada,', ...paragraphs, ...notes, action.label, action.url]) {
        expect(words).to.include(part);
        expect(text).to.include(part);
      }
    });

    it('greets by name', () => {
      expect(text).to.include('\n\nHello Ada,\n\n');
    });

    it('has one button and the same address in words', () => {
      expect(html.split(`href="${action.url.replaceAll('&', '&amp;')}"`)).to.have.length(3);
    });

    it('leads to the front end only', () => {
      const addresses = [...`${html} ${text}`.matchAll(/https?:\/\/[^\s"<]+/g)].map(([found]) => found);
      expect(addresses.filter((address) => !address.startsWith(sender.appUrl))).to.deep.equal([]);
    });

    it('fetches nothing and runs nothing', () => {
      expect(html).not.to.match(/<(img|script|link|iframe|form)|url\(|@import|src=/i);
    });

    it('has a preview of its own, a language, and a sheet for dark screens and phones', () => {
      expect(html).to.include(preheader).and.include('<html lang="en">');
      expect(html).to.include('prefers-color-scheme: dark').and.include('max-width: 480px');
    });

    it('has a subject on one line', () => {
      expect(subject).to.match(/^[^\p{Cc}]{5,150}$/u);
    });
  });
}

describe('the link of a mail', () => {
  it('that confirms an address leads to verify-email with the token', () => {
    expect(letters.verify.action.url).to.equal(`https://design.test/verify-email?token=${TOKEN}`);
  });

  it('that sets a password leads to reset-password with the token', () => {
    expect(letters.reset.action.url).to.equal(`https://design.test/reset-password?token=${TOKEN}`);
  });

  it('to a design leads to the project in the editor, or to the dashboard when there is none', () => {
    expect(design().action.url).to.equal('https://design.test/editor?project=7');
    expect(design({ projectId: null }).action.url).to.equal('https://design.test/dashboard');
  });
});

describe('the prompt in a mail', () => {
  const long = 'A menu for a small restaurant by the sea '.repeat(10);

  it('is at most a hundred characters long', () => {
    expect(Array.from(design({ prompt: long }).quote ?? '')).to.have.length(100);
    expect(design({ prompt: long }).quote).to.match(/…$/);
  });

  it('is not cut within a character', () => {
    expect(design({ prompt: '🎷'.repeat(200) }).quote).to.equal(`${'🎷'.repeat(99)}…`);
  });

  it('is escaped in HTML and as it is in text', () => {
    const { html, text } = render(design({ prompt: `<b>"Tom" & 'Ann'</b>` }), sender);
    expect(html).to.include('&lt;b&gt;&quot;Tom&quot; &amp; &#39;Ann&#39;&lt;/b&gt;');
    expect(text).to.include(`> <b>"Tom" & 'Ann'</b>`);
  });

  it('has no line breaks and no control characters in the subject', () => {
    const { subject } = render(design({ prompt: 'Menu\r\nBcc: v@x.test\u0000\u202eevil\u2028end' }), sender);
    expect(subject).to.equal('Your layout is ready: Menu Bcc: v@x.test evil end');
  });

  it('may be missing: the person was erased', () => {
    const { subject, html } = render(design({ prompt: '' }), sender);
    expect(subject).to.equal('Your layout is ready');
    expect(html).not.to.include('class="quote" style');
  });
});

describe('the greeting of a mail', () => {
  const greetingFor = (name: string): string =>
    /\n\n(Hello.*)\n\n/.exec(render(welcomeLetter({ name, sender }), sender).text)?.[1] ?? '';

  for (const name of ['Ada', 'José María', 'Ægir Ødegård', '山田', "O'Neill", 'Anne-Marie', 'Dr. Who']) {
    it(`uses a name: ${name}`, () => {
      expect(greetingFor(name)).to.equal(`Hello ${name},`);
    });
  }

  for (const name of [
    'Win at https://evil.test',
    'evil.test',
    'www evil',
    'call me@evil.test',
    'evil。test/x',
    'A very long name that is really an advertisement for something',
    '',
    ' \u202e ',
  ]) {
    it(`uses no advertisement for a name: ${JSON.stringify(name)}`, () => {
      expect(greetingFor(name)).to.equal('Hello,');
    });
  }

  it('is escaped', () => {
    const { html } = render(welcomeLetter({ name: '<b>Ada', sender }), sender);
    expect(html).to.include('Hello &lt;b&gt;Ada,');
  });

  it('evaluates nothing', () => {
    expect(greetingFor('{{7*7}} ${7*7}')).to.equal('Hello {{7*7}} ${7*7},');
  });
});
