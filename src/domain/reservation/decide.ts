import { DomainError } from '../kit/domain-error.js';
import type { ReservationEvent } from './events.js';
import type { Reservation } from './state.js';

interface Name {
  readonly key: string;
  readonly kind: 'email' | 'username';
  readonly accountId: number;
  readonly at: string;
}

export type ReservationCommand =
  | ({ readonly type: 'ReserveName' } & Name)
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
  const { type, ...name } = command;
  switch (type) {
    case 'ReserveName':
      if (reservation.holder === name.accountId) return [];
      if (reservation.holder !== null) throw taken(name.kind);
      return [
        {
          type: 'NameReserved',
          data: { key: name.key, kind: name.kind, accountId: name.accountId, at: name.at },
        },
      ];
    case 'ReleaseName':
      if (reservation.holder !== name.accountId) return [];
      return [
        {
          type: 'NameReleased',
          data: { ...name, reason: (command as { reason: 'registration_refused' }).reason },
        },
      ];
  }
};
