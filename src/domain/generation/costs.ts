/**
 * What generations cost. Source: the product's business facts on AI requests (token estimates, US dollars per
 * 1000 tokens and per image).
 */
import type { GenerationKind } from './events.js';

export interface Tokens {
  readonly tokensIn: number;
  readonly tokensOut: number;
}

/** Estimates for providers that do not count tokens themselves. An image has a price of its own. */
export const TOKEN_ESTIMATES: Readonly<Record<GenerationKind, Tokens>> = {
  layout: { tokensIn: 500, tokensOut: 2000 },
  logo: { tokensIn: 300, tokensOut: 1500 },
  color_palette: { tokensIn: 100, tokensOut: 200 },
  font_suggestion: { tokensIn: 100, tokensOut: 300 },
  refinement: { tokensIn: 800, tokensOut: 2500 },
  image: { tokensIn: 0, tokensOut: 0 },
};

/** Millionths of a US dollar for one token. */
interface TokenPrice {
  readonly model: RegExp;
  readonly in: number;
  readonly out: number;
}

/** The first that fits counts: `gpt-4-turbo` is no `gpt-4`, and neither are `gpt-4o` and `gpt-4.1`. */
const TOKEN_PRICES: readonly TokenPrice[] = [
  { model: /^gpt-4-turbo/, in: 10, out: 30 },
  { model: /^gpt-4(-|$)/, in: 30, out: 60 },
  { model: /^gpt-3\.5-turbo/, in: 0.5, out: 1.5 },
  { model: /^groq-llama-3/, in: 0.27, out: 0.27 },
  { model: /^llama-3/, in: 0.27, out: 0.27 },
  { model: /^mixtral/, in: 0.27, out: 0.27 },
  { model: /^local-/, in: 0, out: 0 },
];

/** A model nobody gave a price costs as much as the usual one: a wrong number is seen, a zero is not. */
const UNKNOWN = { in: 10, out: 30 };

const IMAGE_PRICES: readonly { readonly model: RegExp; readonly each: number }[] = [
  { model: /^dall-e-3-hd/, each: 80_000 },
  { model: /^dall-e-3/, each: 40_000 },
  { model: /^local-/, each: 0 },
];
const UNKNOWN_IMAGE = { each: 40_000 };

const priceOf = <P extends { readonly model: RegExp }, U>(prices: readonly P[], model: string, other: U) =>
  prices.find((price) => price.model.test(model)) ?? other;

interface Used extends Tokens {
  readonly kind: GenerationKind;
  /** null: no model answered. */
  readonly model: string | null;
  /** Images made. */
  readonly images: number;
}

/** Price in millionths of a US dollar, a whole number. */
export const costOf = ({ kind, model, tokensIn, tokensOut, images }: Used): number => {
  if (model === null) return 0;
  if (kind === 'image') return images * priceOf(IMAGE_PRICES, model, UNKNOWN_IMAGE).each;
  const price = priceOf(TOKEN_PRICES, model, UNKNOWN);
  return Math.round(tokensIn * price.in + tokensOut * price.out);
};
