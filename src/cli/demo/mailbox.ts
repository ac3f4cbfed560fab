import { z } from 'zod';

const ANSWER_MS = 5_000;

const listShape = z.looseObject({ messages: z.array(z.looseObject({ subject: z.string() })) });

/**
 * Subjects of the mails to an address, oldest first; undefined when the mailbox does not answer. `url`: the
 * mailbox page of the running instance.
 */
export const mailsTo = async (url: string, address: string): Promise<readonly string[] | undefined> => {
  const query = new URLSearchParams({ to: address });
  const signal = AbortSignal.timeout(ANSWER_MS);
  const response = await fetch(`${url}/api/messages?${query.toString()}`, { signal }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const { messages } = listShape.parse(await response.json());
  return messages.map(({ subject }) => subject).reverse();
};
