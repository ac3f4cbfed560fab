import { z } from 'zod';

const ANSWER_MS = 5_000;

const listShape = z.looseObject({ messages: z.array(z.looseObject({ subject: z.string() })) });

/** Subjects of the mails to an address, oldest first. `url`: the mailbox page of the running instance. */
export const mailsTo = async (url: string, address: string): Promise<readonly string[]> => {
  const query = new URLSearchParams({ to: address });
  const response = await fetch(`${url}/api/messages?${query.toString()}`, {
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const { messages } = listShape.parse(await response.json());
  return messages.map(({ subject }) => subject).reverse();
};
