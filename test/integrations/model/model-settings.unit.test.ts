import { expect } from 'chai';
import { modelSettings } from '#integrations/model/model-settings.js';
import { readConfig } from '#platform/config.js';

const settings = (environment: Record<string, string>) => modelSettings(readConfig(environment));

describe('the model server', () => {
  it('is a local one somebody has to start when nothing is set', () => {
    expect(settings({})).to.equal(undefined);
  });

  it('is that of OpenAI when there is a key', () => {
    expect(settings({ OPENAI_API_KEY: 'sk-1' })).to.deep.equal({
      baseUrl: 'https://api.openai.com/v1',
      apiKey: 'sk-1',
      model: 'gpt-4-turbo',
      imageModel: 'dall-e-3',
      timeoutMs: 90_000,
    });
  });

  it('is the one that is named, with the models that are named', () => {
    const named = {
      OPENAI_BASE_URL: 'http://127.0.0.1:9000/v1/',
      OPENAI_MODEL: 'qwen/qwen3:8b',
      OPENAI_IMAGE_MODEL: 'sd-3',
      OPENAI_TIMEOUT_SECONDS: '5',
    };
    expect(settings(named)).to.deep.equal({
      baseUrl: 'http://127.0.0.1:9000/v1',
      apiKey: undefined,
      model: 'qwen/qwen3:8b',
      imageModel: 'sd-3',
      timeoutMs: 5_000,
    });
  });

  it('is asked for the local model when nobody knows its own', () => {
    expect(settings({ OPENAI_BASE_URL: 'http://model:9000/v1' })).to.include({ model: 'local-layout-1' });
  });

  it('knows the model of Groq', () => {
    const groq = settings({ OPENAI_BASE_URL: 'https://api.groq.com/openai/v1', OPENAI_API_KEY: 'gsk' });
    expect(groq).to.include({ model: 'llama-3.3-70b-versatile' });
  });
});
