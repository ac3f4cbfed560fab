import { expect } from 'chai';
import { AUDITED_TYPES } from '#api/present/audit-log.js';
import { preferenceChanges } from '#api/schemas/preferences.js';
import { profileChanges, registration } from '#api/schemas/user.js';
import { CATALOG } from '#domain/catalog.js';
import { DEFAULT_PREFERENCES, preferenceFields } from '#domain/account/preferences.js';

const isAccepted = (body: object): boolean => profileChanges.safeParse(body).success;

describe('a field of a profile', () => {
  for (const url of ['https://example.org/ada?x=1', 'HTTP://example.org', '']) {
    it(`takes an address such as ${url || 'none'}`, () => {
      expect(isAccepted({ website: url, avatar_url: url, avatar: url })).to.equal(true);
    });
  }

  for (const url of [
    'javascript:alert(1)',
    'data:text/html,x',
    'example.org',
    '//example.org',
    'ftp://x.org',
    'https://a:b@x.org',
  ]) {
    it(`takes no address such as ${url}`, () => {
      for (const field of ['website', 'avatar_url', 'avatar'])
        expect(isAccepted({ [field]: url }), field).to.equal(false);
    });
  }

  for (const text of ['two\nlines', 'nul\u0000', 'escape\u001b[31m', 'turned\u202eround', 'line\u2028line']) {
    it(`takes no control character: ${JSON.stringify(text)}`, () => {
      for (const field of [
        'name',
        'first_name',
        'last_name',
        'display_name',
        'company',
        'job_title',
        'location',
        'phone',
      ])
        expect(isAccepted({ [field]: text }), field).to.equal(false);
    });
  }

  it('may be of several lines when it is a biography, without other control characters', () => {
    expect(isAccepted({ bio: 'One.\r\n\tTwo.' })).to.equal(true);
    expect(isAccepted({ bio: 'nul\u0000' })).to.equal(false);
  });

  it('may be in any script', () => {
    expect(isAccepted({ name: 'नमस्ते עדה 愛子 👩‍🎨' })).to.equal(true);
  });

  it('has an end: one character more is refused', () => {
    const fits = { display_name: 'x'.repeat(150), bio: 'x'.repeat(2_000), phone: '1'.repeat(50) };
    expect(isAccepted(fits)).to.equal(true);
    for (const [field, text] of Object.entries(fits))
      expect(isAccepted({ [field]: `${text}x` }), field).to.equal(false);
  });
});

describe('a username', () => {
  it('has no control character', () => {
    const body = { email: 'ada@example.org', password: 'x', username: 'a\u0007b' };
    expect(registration.safeParse(body).success).to.equal(false);
  });
});

describe('preferences', () => {
  it('that are sent without being known are ignored', () => {
    expect(preferenceChanges.parse({ theme: 'dark', colour: 'red' })).to.deep.equal({ theme: 'dark' });
  });

  it('have defaults that are allowed themselves', () => {
    expect(preferenceFields.safeParse(DEFAULT_PREFERENCES).success).to.equal(true);
  });
});

describe('the audit log of a person', () => {
  it('names events that there are', () => {
    const types = Object.values(CATALOG).flatMap((events) => Object.keys(events));
    expect(types).to.include.members([...AUDITED_TYPES]);
  });
});
