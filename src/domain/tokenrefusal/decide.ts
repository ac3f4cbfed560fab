import type { TokenRefusalEvent } from './events.js';
import type { TokenRefusals } from './state.js';

/** However many processes there are: who attacks does not fill the log. */
const RECORDED_AN_HOUR = 1_000;

export interface TokenRefusalCommand {
  readonly type: 'RecordRefusals';
  readonly refused: TokenRefusalEvent['data'];
}

/** A refusal is a fact, as long as the hour's stream is not full. */
export const decide = (
  { recorded }: TokenRefusals,
  { refused }: TokenRefusalCommand,
): readonly TokenRefusalEvent[] =>
  recorded < RECORDED_AN_HOUR ? [{ type: 'TokensRefused', data: refused }] : [];
