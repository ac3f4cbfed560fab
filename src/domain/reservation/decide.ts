import { DomainError } from '../kit/domain-error.js';
import type { ReservationEvent } from './events.js';
import { holdersOf, type Reservation } from './state.js';

interface Name {
  readonly key: string;
  readonly kind: 'email' | 'username';
  readonly accountId: number;
  readonly at: string;
}

export type ReservationCommand =
  | ({ readonly type: 'ReserveName' } & Name)
  /** Takes the name, whoever has it already: for people of version 1 only. */
  | ({ readonly type: 'ShareName' } & Name)
  | ({
      readonly type: 'ReleaseName';
      readonly reason: 'registration_refused' | 'registration_abandoned';
    } & Name);

const taken = (kind: Name['kind']): DomainError =>
  kind === 'email'
    ? new DomainError('email_taken', 'An account with this e-mail address exists already.')
    : new DomainError('username_taken', 'This username is taken.');

export const decide = (
  reservation: Reservation,
  command: ReservationCommand,
): readonly ReservationEvent[] => {
  const { key, kind, accountId, at } = command;
  const name: Name = { key, kind, accountId, at };
  const holders = holdersOf(reservation);
  switch (command.type) {
    case 'ReserveName':
      if (holders.includes(accountId)) return [];
      if (reservation.holder !== null) throw taken(kind);
      return [{ type: 'NameReserved', data: name }];
    case 'ShareName':
      if (holders.includes(accountId)) return [];
      return [{ type: holders.length === 0 ? 'NameReserved' : 'NameShared', data: name }];
    case 'ReleaseName':
      if (!holders.includes(accountId)) return [];
      return [{ type: 'NameReleased', data: { ...name, reason: command.reason } }];
  }
};
