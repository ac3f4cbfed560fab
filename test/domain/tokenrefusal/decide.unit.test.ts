import {
  tokenRefusals,
  type TokenRefusalCommand,
  type TokenRefusalEvent,
} from '#domain/tokenrefusal/index.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const RECORDED_AN_HOUR = 1_000;
const refused: TokenRefusalEvent = {
  type: 'TokensRefused',
  data: { reason: 'signature', count: 118, from: at(0), at: at(1) },
};
const record: TokenRefusalCommand = { type: 'RecordRefusals', refused: refused.data };
const times = (count: number): readonly TokenRefusalEvent[] => Array.from({ length: count }, () => refused);

spec(tokenRefusals, 'the refused tokens of an hour', [
  { name: 'are recorded', given: times(RECORDED_AN_HOUR - 1), when: record, then: [refused] },
  { name: 'are left out once there are many', given: times(RECORDED_AN_HOUR), when: record, then: [] },
]);
