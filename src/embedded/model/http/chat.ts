import { briefOf, type Message } from '../brief.js';
import { answer } from '../answer.js';
import { hashOf } from '../random.js';
import { RequestError } from './errors.js';
import { isFields, type Fields } from './read-json.js';

export const MODEL = 'local-layout-1';

export type Completion = Readonly<{
  id: string;
  model: string;
  created: number;
  content: string;
  usage: Readonly<{ prompt_tokens: number; completion_tokens: number; total_tokens: number }>;
}>;

const PER_TOKEN = 4;

/** The text of a message: a string, or the text parts of a list. */
const textOf = (content: unknown): string => {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => (isFields(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('\n');
};

const messagesOf = (body: Fields): readonly Message[] => {
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new RequestError("Missing required parameter: 'messages'.", {
      ...{ param: 'messages', code: 'missing_required_parameter' },
    });
  }
  return messages.map((message: unknown, index) => {
    if (!isFields(message) || typeof message['role'] !== 'string') {
      throw new RequestError('Each message needs a role.', { param: `messages.[${String(index)}].role` });
    }
    return { role: message['role'], content: textOf(message['content']) };
  });
};

const tokens = (text: string): number => Math.ceil(text.length / PER_TOKEN);

/** Answers the conversation; RequestError when it is none. */
export const complete = (body: Fields, now: () => number): Completion => {
  const messages = messagesOf(body);
  const brief = briefOf(messages);
  if (brief === undefined) throw new RequestError('There is no user message.', { param: 'messages' });
  const seed = typeof body['seed'] === 'number' ? String(body['seed']) : '';
  const content = answer(brief, seed);
  const prompt = messages.reduce((sum, message) => sum + tokens(message.content), 0);
  const completion = tokens(content);
  return {
    id: `chatcmpl-${hashOf(content).toString(16).padStart(8, '0')}`,
    model: typeof body['model'] === 'string' ? body['model'] : MODEL,
    created: Math.floor(now() / 1000),
    content,
    usage: { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
  };
};

/** The whole answer at once. */
export const completionBody = ({ id, model, created, content, usage }: Completion): Fields => ({
  ...{ id, object: 'chat.completion', created, model, system_fingerprint: MODEL },
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content, refusal: null },
      logprobs: null,
      finish_reason: 'stop',
    },
  ],
  usage,
});

const CHUNK = 512;

/** The same as events of a stream, each one the data of a line; usage in the last if asked for. */
export const completionChunks = (completion: Completion, withUsage: boolean): readonly string[] => {
  const { id, model, created, content, usage } = completion;
  const chunk = (delta: Fields, finish: string | null): string =>
    JSON.stringify({
      ...{ id, object: 'chat.completion.chunk', created, model },
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    });
  const pieces = content.match(new RegExp(`[^]{1,${CHUNK}}`, 'gu')) ?? [];
  const last = JSON.stringify({ id, object: 'chat.completion.chunk', created, model, choices: [], usage });
  return [
    chunk({ role: 'assistant', content: '' }, null),
    ...pieces.map((piece) => chunk({ content: piece }, null)),
    chunk({}, 'stop'),
    ...(withUsage ? [last] : []),
    '[DONE]',
  ];
};
