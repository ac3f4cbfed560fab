import { expect } from 'chai';
import { z } from 'zod';
import { access } from '#domain/access/index.js';
import { account } from '#domain/account/index.js';
import { activity } from '#domain/activity/index.js';
import { aiQuota } from '#domain/aiquota/index.js';
import { apiKey } from '#domain/apikey/index.js';
import { CATALOG } from '#domain/catalog.js';
import { delivery } from '#domain/delivery/index.js';
import { generation } from '#domain/generation/index.js';
import { defineEvent } from '#domain/kit/event.js';
import { subjectOf } from '#domain/kit/personal.js';
import { instant, integerId } from '#domain/kit/values.js';
import { identity } from '#domain/identity/index.js';
import { keyring } from '#domain/keyring/index.js';
import { keyUse } from '#domain/keyuse/index.js';
import { parking } from '#domain/parking/index.js';
import { project } from '#domain/project/index.js';
import { quota } from '#domain/quota/index.js';
import { recovery } from '#domain/recovery/index.js';
import { reservation } from '#domain/reservation/index.js';
import { session } from '#domain/session/index.js';
import { signIns } from '#domain/signin/index.js';
import { signingKeys } from '#domain/signingkeys/index.js';
import { tokenRefusals } from '#domain/tokenrefusal/index.js';
import { CATALOG_ENTRIES } from '#test/support/catalog-entries.js';

describe('the catalog', () => {
  it('has the category of every aggregate', () => {
    const effects = [delivery, generation, identity, parking, recovery];
    const people = [access, account, session, signIns];
    const keys = [apiKey, keyring, keyUse, signingKeys, tokenRefusals];
    const aggregates = [...people, ...keys, activity, aiQuota, ...effects, project, quota, reservation];
    const categories = aggregates.map(({ category }) => category);
    expect(Object.keys(CATALOG)).to.have.members(categories);
  });

  it('names an event type once', () => {
    const types = CATALOG_ENTRIES.map(({ definition }) => definition.type);
    expect(new Set(types).size).to.equal(types.length);
  });
});

for (const category of Object.keys(CATALOG)) {
  describe(`the category ${category}`, () => {
    it('has no dash: the first one ends it in the name of a stream', () => {
      expect(category).to.match(/^[a-z]+$/);
    });

    it('is not taken for technical streams, which begin with x', () => {
      expect(category).not.to.match(/^x/);
    });
  });
}

for (const { key, definition } of CATALOG_ENTRIES) {
  const { shape } = definition.data;

  describe(`the event ${definition.type}`, () => {
    it('is filed under its own name', () => {
      expect(key).to.equal(definition.type);
    });

    it('has an upcast for every schema version but the current', () => {
      expect(definition.schema).to.equal(definition.upcasts.length + 1);
    });

    it('says when it happened', () => {
      expect(shape).to.have.property('at', instant);
    });

    it('refuses fields it does not know', () => {
      const { error } = definition.data.safeParse({ unknownField: 1 });
      expect(error?.issues.map(({ code }) => code)).to.include('unrecognized_keys');
    });

    it('names for every personal field the person, who is in the same event', () => {
      const subjects = Object.values(shape).flatMap((field) => subjectOf(field) ?? []);
      for (const subject of subjects) expect(shape).to.have.property(subject, integerId);
    });
  });
}

describe('the personal fields', () => {
  it('are those that say something about a person', () => {
    const fields = CATALOG_ENTRIES.flatMap(({ definition }) =>
      Object.entries(definition.data.shape)
        .filter(([, field]) => subjectOf(field) !== undefined)
        .map(([name, field]) => `${definition.type}.${name} of ${subjectOf(field)}`),
    );
    expect(fields).to.have.members([
      'AccountRegistered.email of accountId',
      'AccountRegistered.username of accountId',
      'AccountRegistered.profile of accountId',
      'AccountRegistered.credential of accountId',
      'AccountProfileChanged.profile of accountId',
      'AccountPasswordChanged.credential of accountId',
      'AccountIdentityLinked.email of accountId',
      'AccountIdentityLinked.username of accountId',
      'AccountCredentialUpgraded.credential of accountId',
      'AccountPreferencesChanged.preferences of accountId',
      'ActivityTracked.details of accountId',
      'ActivityTracked.device of accountId',
      'ApiKeyCreated.name of accountId',
      'ApiKeyUsed.lastIp of accountId',
      'GenerationRequested.prompt of accountId',
      'GenerationRequested.brief of accountId',
      'SessionStarted.ip of accountId',
      'SessionStarted.userAgent of accountId',
      'LoginFailed.ip of accountId',
      'LoginFailed.userAgent of accountId',
      'ProjectCreated.name of ownerId',
      'ProjectCreated.description of ownerId',
      'ProjectCreated.aiPrompt of ownerId',
      'ProjectDetailsChanged.name of ownerId',
      'ProjectDetailsChanged.description of ownerId',
      'ProjectDetailsChanged.aiPrompt of ownerId',
    ]);
  });
});

describe('an event that was defined anew', () => {
  it('has one schema version more than upcasts', () => {
    const shape = z.strictObject({ at: instant });
    expect(defineEvent('DoorOpened', shape).schema).to.equal(1);
    expect(defineEvent('DoorOpened', shape, [(data) => data, (data) => data]).schema).to.equal(3);
  });
});
