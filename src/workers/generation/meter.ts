import { TOKEN_ESTIMATES } from '#domain/generation/costs.js';
import type { GenerationKind } from '#domain/generation/events.js';
import type { TokenUsage } from '#integrations/model/answers.js';

/** What a generation has used so far. */
export interface Used extends TokenUsage {
  /** Some of it was not counted by the provider. */
  readonly estimated: boolean;
  /** How many answers there were. */
  readonly answers: number;
}

/** Adds up what each answer used; one the provider did not count is estimated by its kind. */
export const createMeter = (kind: GenerationKind) => {
  let used: Used = { tokensIn: 0, tokensOut: 0, estimated: false, answers: 0 };
  return {
    add: (usage: TokenUsage | null): void => {
      const { tokensIn, tokensOut } = usage ?? TOKEN_ESTIMATES[kind];
      used = {
        tokensIn: used.tokensIn + tokensIn,
        tokensOut: used.tokensOut + tokensOut,
        estimated: used.estimated || usage === null,
        answers: used.answers + 1,
      };
    },
    read: (): Used => used,
  };
};

export type Meter = ReturnType<typeof createMeter>;
