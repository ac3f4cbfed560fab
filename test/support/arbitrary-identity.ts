import fc from 'fast-check';
import type { IdentityCommand, IdentityEvent } from '#domain/identity/index.js';
import { accountId, command, digest, event, instant, requestId as connectionId } from './arbitrary-values.js';

const claim = { key: digest, provider: fc.constant('google'), accountId, connectionId, at: instant };

export const identityCommands: fc.Arbitrary<IdentityCommand> = fc.oneof(
  command('ClaimIdentity', fc.record({ ...claim, replaces: fc.option(connectionId) })),
  command('ReleaseIdentity', fc.record(claim)),
  command('UseIdentity', fc.record(claim)),
);

export const identityEventsInAnyOrder: fc.Arbitrary<IdentityEvent> = fc.oneof(
  event('IdentityClaimed', fc.record(claim)),
  event('IdentityReleased', fc.record(claim)),
  event('IdentityUsed', fc.record(claim)),
);
