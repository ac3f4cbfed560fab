import { expect } from 'chai';
import { layout } from '#console/layout.js';
import { isFromHere, isTls } from '#console/origin.js';
import { page, type Room } from '#console/room.js';
import { durationText, plural } from '#console/text.js';
import { wayBack } from '#console/visit.js';
import { html, markupOf } from '#platform/html.js';

const asked = (headers: Readonly<Record<string, string>>) => ({
  get: (name: string) => headers[name] ?? '',
  host: 'console.example',
  protocol: 'http',
});

describe('where a form comes from', () => {
  const HERE = 'http://console.example';
  const cases: readonly (readonly [string, Readonly<Record<string, string>>, boolean])[] = [
    ['a page of ours', { Origin: HERE, 'Sec-Fetch-Site': 'same-origin' }, true],
    ['a page of ours, said by an older browser', { Origin: HERE }, true],
    ['a page of ours behind a proxy', { Origin: 'https://console.example' }, true],
    ['a page at the public address', { Origin: 'https://public.example' }, true],
    ['a browser that says nothing', {}, false],
    ['another site', { Origin: 'https://evil.test', 'Sec-Fetch-Site': 'cross-site' }, false],
    ['another port', { Origin: 'http://console.example:3000', 'Sec-Fetch-Site': 'same-site' }, false],
    ['another site that only an older browser names', { Origin: 'https://evil.test' }, false],
    ['a sandboxed frame', { Origin: 'null' }, false],
    ['a name that only begins like ours', { Origin: 'http://console.example.evil.test' }, false],
    ['another site that says it is ours', { Origin: HERE, 'Sec-Fetch-Site': 'cross-site' }, false],
    ['an address typed by hand', { 'Sec-Fetch-Site': 'none' }, false],
  ];
  for (const [who, headers, isOurs] of cases)
    it(`${who}: ${isOurs ? 'taken' : 'refused'}`, () => {
      expect(isFromHere(asked(headers), 'https://public.example')).to.equal(isOurs);
    });

  it('is over TLS when the connection is, or the public address says so', () => {
    expect(isTls({ secure: false }, undefined)).to.equal(false);
    expect(isTls({ secure: false }, 'http://a.example')).to.equal(false);
    expect(isTls({ secure: true }, undefined)).to.equal(true);
    expect(isTls({ secure: false }, 'https://a.example')).to.equal(true);
  });
});

describe('the way back after signing in', () => {
  const elsewhere = [
    'https://evil.test/console/',
    '//evil.test/console/',
    '/api/',
    'x:y',
    '/\\evil',
    '',
    null,
  ];
  for (const to of [...elsewhere, '/console/../api/', '/consoles/', '/\t/evil.test/console/'])
    it(`leads nowhere else: ${JSON.stringify(to)}`, () => {
      expect(wayBack(to)).to.equal('/console/');
    });

  it('leads to a page of the console', () => {
    expect(wayBack('/console/projections?a=1')).to.equal('/console/projections?a=1');
  });
});

describe('the frame of a page', () => {
  const HOSTILE = `"><script>alert('1')</script>`;
  const room: Room = { name: 'r', title: HOSTILE, summary: HOSTILE, roles: ['admin'], pages: [] };
  const person = { accountId: 1, username: HOSTILE, roles: ['admin'], sessionId: 's' } as const;
  const shown = page({
    ...{ title: HOSTILE, lead: HOSTILE, content: html`${HOSTILE}`, live: HOSTILE },
    ...{ trail: [{ href: HOSTILE, text: HOSTILE }], notice: { tone: 'bad', text: HOSTILE } },
  });
  const markup = markupOf(
    layout({ page: shown, rooms: [room], room, onlooker: { person, formToken: html`` } }),
  );

  it('shows every name as text', () => {
    expect(markup).not.to.include('<script>');
    expect(markup).not.to.include('"">');
    expect(markup.match(/&lt;script&gt;/g)).to.have.lengthOf(10);
  });

  it('has no script and no style but files of the console', () => {
    expect(markup.match(/<script[^>]*>/g)).to.have.lengthOf(1);
    expect(markup).to.match(/<script src="\/console\/assets\/live-[0-9a-f]{12}\.js" defer><\/script>/);
    expect(markup).not.to.match(/<style|style=|\son\w+=/);
  });

  it('says what is where to those who do not see it', () => {
    expect(markup).to.include('<html lang="en">');
    expect(markup).to.include('<a class="skip" href="#main">');
    expect(markup).to.match(/<main id="main"/);
    expect(markup).to.include('<nav aria-label="Rooms">');
    expect(markup).to.include('aria-current="page"');
  });
});

describe('numbers for people', () => {
  it('have their thing with them', () => {
    expect([plural(1, 'event'), plural(1_234, 'event')]).to.deep.equal(['1 event', '1,234 events']);
  });

  it('are lengths of time in two steps', () => {
    const texts = [0, 0.04, 9.94, 10, 59.4, 125, 3_600, 3_900, 90_000, 86_400 * 400].map(durationText);
    expect(texts).to.deep.equal([
      ...['0 s', '0.1 s', '9.9 s', '10 s', '59 s', '2 min 5 s', '1 h', '1 h 5 min', '1 d 1 h', '400 d'],
    ]);
  });
});
