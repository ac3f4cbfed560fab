import type { AccessEvent } from './events.js';
import type { Access } from './state.js';

export interface AccessCommand {
  readonly type: 'RecordAccess';
  readonly viewed: AccessEvent['data'];
}

/** A look is a fact: always recorded. */
export const decide = (_access: Access, { viewed }: AccessCommand): readonly AccessEvent[] => [
  { type: 'PersonalDataViewed', data: viewed },
];
