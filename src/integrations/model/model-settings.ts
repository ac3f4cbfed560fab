import type { Config } from '#platform/config.js';

export interface ModelSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly model: string;
  readonly imageModel: string;
  readonly timeoutMs: number;
}

type ModelConfig = Pick<
  Config,
  'OPENAI_BASE_URL' | 'OPENAI_API_KEY' | 'OPENAI_MODEL' | 'OPENAI_IMAGE_MODEL' | 'OPENAI_TIMEOUT_SECONDS'
>;

const LOCAL = { model: 'local-layout-1', imageModel: 'local-layout-1' };

/**
 * Models of the providers the product was written for (their costs are known); any other server is asked for
 * the local one's.
 */
const PROVIDERS: Readonly<Record<string, { readonly model: string; readonly imageModel: string }>> = {
  'api.openai.com': { model: 'gpt-4-turbo', imageModel: 'dall-e-3' },
  'api.groq.com': { ...LOCAL, model: 'llama-3.3-70b-versatile' },
};

/**
 * Which model server is asked for what. With a key and no address it is OpenAI's; with neither there is none
 * and the caller starts a local one: undefined.
 */
export const modelSettings = (config: ModelConfig): ModelSettings | undefined => {
  const url = config.OPENAI_BASE_URL ?? (config.OPENAI_API_KEY && 'https://api.openai.com/v1');
  if (url === undefined) return undefined;
  const usual = PROVIDERS[new URL(url).hostname] ?? LOCAL;
  return {
    baseUrl: url.replace(/\/+$/, ''),
    apiKey: config.OPENAI_API_KEY,
    model: config.OPENAI_MODEL ?? usual.model,
    imageModel: config.OPENAI_IMAGE_MODEL ?? usual.imageModel,
    timeoutMs: config.OPENAI_TIMEOUT_SECONDS * 1_000,
  };
};
