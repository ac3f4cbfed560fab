import { answerChecker, type OpenApiDocument } from '#test/support/answer-checker.js';
import { newPerson, type Person } from '#test/support/people.js';
import { randomFrom } from '#test/support/seeded-random.js';
import { newSystem, type System } from '#test/support/system.js';
import { requestFor, type Document, type Sent } from './requests.js';

const AT_ONCE = 8;
/** Longer than any route waits here: the AI's one second, and what commands settle. */
const HANGS_AFTER_MS = 15_000;

export interface Fuzzed {
  readonly system: System;
  readonly person: Person;
  readonly url: string;
  readonly document: Document;
}

/** A system that does not wait long for workers that are not there. */
export const startFuzzed = async (): Promise<Fuzzed> => {
  const system = await newSystem();
  await system.follower();
  const { client } = await system.api({ AI_WAIT_SECONDS: '1', SETTLE_TIMEOUT_MS: '50', BODY_LIMIT_MB: '1' });
  const person = await newPerson(client);
  const document = (await (await fetch(`${client.url}/api/schema/`)).json()) as Document;
  return { system, person, url: client.url, document };
};

/** Nothing to stop when it did not start. */
export const stopFuzzed = async (fuzzed: Fuzzed | undefined): Promise<void> => fuzzed?.system.stop();

type Check = ReturnType<typeof answerChecker>;

/** What is wrong with the answer; undefined when nothing is. */
const faultOf = async ({ url, person }: Fuzzed, check: Check, sent: Sent): Promise<string | undefined> => {
  const { method, path, headers, body } = sent;
  try {
    const answer = await fetch(url + path, {
      method,
      headers: { Authorization: `Bearer ${person.access}`, ...headers },
      signal: AbortSignal.timeout(HANGS_AFTER_MS),
      redirect: 'manual',
      ...(body === undefined ? {} : { body: body as string }),
    });
    const text = await answer.text();
    if (answer.status >= 500 && answer.status !== 503) return `answered ${answer.status}: ${text}`;
    if (method === 'HEAD' || method === 'OPTIONS') return undefined;
    const isJson = answer.headers.get('content-type')?.includes('application/json') === true;
    const said: unknown = isJson ? JSON.parse(text) : text;
    if (answer.status < 500) check(method, path.split('?')[0] ?? '', { status: answer.status, body: said });
    return undefined;
  } catch (error) {
    return String(error);
  }
};

/** Sends so many requests drawn from the document; answers what was wrong, with what brought it about. */
export const fuzz = async (fuzzed: Fuzzed, seed: number, count: number): Promise<readonly string[]> => {
  const random = randomFrom(seed);
  const sent = Array.from({ length: count }, (_, turn) => requestFor(random, fuzzed.document, turn));
  const check = answerChecker(fuzzed.document as unknown as OpenApiDocument);
  const faults: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = sent.shift(); next; next = sent.shift()) {
      const fault = await faultOf(fuzzed, check, next);
      if (fault === undefined) continue;
      const body = String(next.body ?? '').slice(0, 200);
      faults.push(
        `${next.method} ${next.path.slice(0, 200)} ${JSON.stringify(next.headers)} ${body}\n  ${fault}`,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return faults;
};
